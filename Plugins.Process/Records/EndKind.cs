namespace Reeve.Plugins.Process.Records;

/// <summary>How a container ended.</summary>
internal enum EndKind
{
    Unknown = 0,

    /// <summary>With an exit code.</summary>
    Exited,

    /// <summary>By a signal.</summary>
    Signaled,

    /// <summary>It did not start.</summary>
    Failed,

    /// <summary>Its supervisor was killed.</summary>
    Lost,

    /// <summary>The machine was started again.</summary>
    Rebooted,
}
