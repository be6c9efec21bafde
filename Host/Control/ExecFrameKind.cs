namespace Reeve.Host.Control;

/// <summary>What a frame of an exec stream carries.</summary>
internal enum ExecFrameKind : byte
{
    /// <summary>Not a frame.</summary>
    Unknown = 0,

    /// <summary>To the command's input.</summary>
    Input = 1,

    /// <summary>The input has ended; no payload.</summary>
    InputEnd = 2,

    /// <summary>The terminal's size: columns and rows, 16 bits each, big-endian.</summary>
    Resize = 3,

    /// <summary>From the command's output.</summary>
    Output = 4,

    /// <summary>From the command's error output.</summary>
    ErrorOutput = 5,

    /// <summary>The exit code, 32 bits, big-endian: the last frame.</summary>
    Exit = 6,

    /// <summary>A <see cref="ControlError"/> as JSON: the last frame.</summary>
    Failure = 7,
}
