namespace Reeve.Runtime.Engine.Planning;

/// <summary>Where the newest attempt of a container is.</summary>
internal enum Stage
{
    /// <summary>There was no attempt yet.</summary>
    None,

    /// <summary>The driver is starting it.</summary>
    Launching,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has ended; its message and the rest of its output are being collected.</summary>
    Ending,

    /// <summary>It has ended and all is known about it.</summary>
    Ended,
}
