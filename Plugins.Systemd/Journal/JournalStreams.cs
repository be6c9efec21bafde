using Reeve.Containers;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Journal;

/// <summary>How a unit writes to the journal: the entry program opens both streams, for systemd's own cannot be told apart.</summary>
internal static class JournalStreams
{
    public static IReadOnlyList<UnitProperty> Properties { get; } =
    [
        UnitProperty.Of("StandardOutput", "null"),
        UnitProperty.Of("StandardError", "null"),

        // journald drops lines of a unit that writes many, and what was dropped is no log. An interval of zero would say so, but systemd 252 does not
        // tell journald of it; journald multiplies the number, in 32 bits, by what the disk has room for.
        UnitProperty.Of("LogRateLimitIntervalUSec", 1_000_000UL),
        UnitProperty.Of("LogRateLimitBurst", 100_000_000U),
    ];

    /// <summary>Options of the entry program.</summary>
    public static IReadOnlyList<string> Options(ContainerLaunch launch, UnitFields fields)
    {
        var pod = launch.Sandbox.Pod.Pod.Metadata;
        return fields.IsInJournal ? [$"journal={UnitNames.Service(launch.Id)}", $"identifier={pod.Namespace}/{pod.Name}/{launch.Id.Name}"] : [];
    }
}
