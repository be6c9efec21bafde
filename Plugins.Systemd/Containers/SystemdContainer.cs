using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>One attempt of a container and its unit. Thread-safe.</summary>
internal sealed class SystemdContainer(UnitFields fields, ContainerObservation observation, string controlGroup) : TrackedContainer(observation)
{
    public UnitFields Fields { get; } = fields;

    public string Unit { get; } = UnitNames.Service(fields.Id);

    public string ControlGroup { get; } = controlGroup;

    /// <summary>Whether it was watched from before its start, and its state is known to be that of a program which runs.</summary>
    public bool HasJustBegun { get; init; }

    /// <summary>Lets one check of its state run at a time.</summary>
    public SemaphoreSlim Checking { get; } = new(1);
}
