namespace Reeve.Runtime.Images.Deb;

/// <summary>How a program of the package manager ended.</summary>
internal sealed record PackageToolResult
{
    private const int MaxComplaint = 600;

    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string Error { get; init; }

    public bool IsSuccess => ExitCode == 0;

    /// <summary>The end of what it complained of, in one line.</summary>
    public string Complaint
    {
        get
        {
            var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var errors = lines.Where(static line => line.StartsWith("E:", StringComparison.Ordinal) || line.StartsWith("dpkg:", StringComparison.Ordinal)).ToList();
            var text = string.Join("; ", errors.Count > 0 ? errors : lines.TakeLast(3));
            return text.Length == 0 ? $"exit code {ExitCode}" : text.Length > MaxComplaint ? text[..MaxComplaint] + "…" : text;
        }
    }
}
