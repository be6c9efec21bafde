namespace Reeve.Runtime.Engine.Planning;

/// <summary>Where a hook of an attempt is.</summary>
internal enum HookStage
{
    /// <summary>There is none, or it is not due.</summary>
    None,

    /// <summary>It has to run.</summary>
    Due,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has run.</summary>
    Done,
}
