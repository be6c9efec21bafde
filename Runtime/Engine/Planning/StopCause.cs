namespace Reeve.Runtime.Engine.Planning;

/// <summary>Why a container is stopped.</summary>
internal enum StopCause
{
    /// <summary>The pod ends.</summary>
    Pod,

    /// <summary>Its liveness probe failed.</summary>
    Liveness,

    /// <summary>Its startup probe failed.</summary>
    Startup,

    /// <summary>Its postStart hook failed.</summary>
    PostStart,

    /// <summary>Its definition changed.</summary>
    Definition,

    /// <summary>A rule of another container restarts all.</summary>
    RestartAll,
}
