namespace Reeve.Systemd;

/// <summary>Which processes of a unit a signal is for.</summary>
public enum UnitProcesses
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>The main process.</summary>
    Main,

    /// <summary>Every process in its control group.</summary>
    All,
}
