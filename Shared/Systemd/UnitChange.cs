namespace Reeve.Systemd;

/// <summary>A change of a unit. Immutable.</summary>
public sealed record UnitChange
{
    /// <summary>What the change is about.</summary>
    public required UnitChangeKind Kind { get; init; }

    /// <summary>The unit's name; empty with <see cref="UnitChangeKind.Unsure"/>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The D-Bus interface whose properties changed, e.g. <c>org.freedesktop.systemd1.Service</c>.</summary>
    public string Interface { get; init; } = "";

    /// <summary>The new values of properties of basic types; see <see cref="ISystemdManager.GetUnitAsync"/>.</summary>
    public IReadOnlyDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();
}
