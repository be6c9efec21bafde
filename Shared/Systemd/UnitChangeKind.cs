namespace Reeve.Systemd;

/// <summary>What a change of a unit is about.</summary>
public enum UnitChangeKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Properties of the unit changed.</summary>
    Properties,

    /// <summary>The manager unloaded the unit.</summary>
    Removed,

    /// <summary>Changes of any unit may have been missed: the connection was lost, or the manager was executed anew.</summary>
    Unsure,
}
