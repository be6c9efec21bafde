using System.Text;

namespace Reeve.Ssh;

/// <summary>How a program ended, and what it wrote.</summary>
public sealed record RemoteResult
{
    /// <summary>The exit code; 128 + n if signal n ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Standard output.</summary>
    public required ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>Standard error.</summary>
    public required ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>Standard output as UTF-8.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary>Standard error as UTF-8, without white space at its ends.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Error.Span).Trim();
}
