namespace Reeve.Runtime.Engine.Planning;

/// <summary>What follows from the end of a container.</summary>
internal enum RestartVerdict
{
    /// <summary>It stays ended.</summary>
    Stay,

    /// <summary>It starts again.</summary>
    Restart,

    /// <summary>All containers of the pod start again.</summary>
    RestartAll,
}
