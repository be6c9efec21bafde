namespace Reeve.Systemd;

/// <summary>How the start of a unit ended. Immutable.</summary>
public sealed record UnitStart
{
    /// <summary>The result of its job: <c>done</c>, <c>failed</c>, <c>canceled</c>, <c>timeout</c>, <c>dependency</c> …</summary>
    public required string Result { get; init; }

    /// <summary>
    /// What the manager told of the unit while the job ran, of what was wanted, the last value of each property; see <see cref="ISystemdManager.GetUnitAsync"/>. What
    /// did not change is not in it, and a change of state may follow the end of the job that it belongs to.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Told { get; init; }
}
