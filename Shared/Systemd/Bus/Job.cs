using System.Collections.Frozen;

namespace Reeve.Systemd.Bus;

/// <summary>A job that is waited for. On the connection's thread, but for waiting.</summary>
internal sealed class Job
{
    /// <summary>The path of its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The properties of the unit that are kept.</summary>
    public IReadOnlySet<string> Wanted { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The last values of them.</summary>
    public Dictionary<string, object> Told { get; } = [];

    public TaskCompletionSource<UnitStart> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Keeps what is wanted of some properties that have changed.</summary>
    public void Take(IReadOnlyDictionary<string, object> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (Wanted.Contains(name))
            {
                Told[name] = value;
            }
        }
    }
}
