using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Logs;

/// <summary>A line of a CRI file, without its line end.</summary>
internal readonly ref struct CriLine
{
    private CriLine(ReadOnlySpan<byte> line)
    {
        Time = line[..CriFormat.TimeBytes];
        IsError = line[CriFormat.TimeBytes + 4] == (byte)'e';
        IsPartial = line[CriFormat.HeaderBytes - 2] == (byte)'P';
        Text = line[CriFormat.HeaderBytes..];
    }

    public ReadOnlySpan<byte> Time { get; }

    public bool IsError { get; }

    public bool IsPartial { get; }

    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Reads a line that <see cref="CriEncoder"/> wrote; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out CriLine result)
    {
        var valid = line.Length >= CriFormat.HeaderBytes
            && line[CriFormat.TimeBytes] == (byte)' '
            && (line[(CriFormat.TimeBytes + 1)..].StartsWith("stdout "u8) || line[(CriFormat.TimeBytes + 1)..].StartsWith("stderr "u8))
            && line[CriFormat.HeaderBytes - 2] is (byte)'F' or (byte)'P'
            && line[CriFormat.HeaderBytes - 1] == (byte)' ';
        result = valid ? new CriLine(line) : default;
        return valid;
    }

    public bool IsOf(LogStream stream) => stream switch
    {
        LogStream.Stdout => !IsError,
        LogStream.Stderr => IsError,
        _ => true,
    };
}
