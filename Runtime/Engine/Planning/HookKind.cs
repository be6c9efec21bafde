namespace Reeve.Runtime.Engine.Planning;

/// <summary>Which hook of a container.</summary>
internal enum HookKind
{
    /// <summary>Run after the start.</summary>
    PostStart,

    /// <summary>Run before the stop.</summary>
    PreStop,
}
