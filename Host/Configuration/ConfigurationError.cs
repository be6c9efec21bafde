namespace Reeve.Host.Configuration;

/// <summary>One thing wrong with the configuration.</summary>
internal sealed record ConfigurationError
{
    /// <summary>Where it was read: a file, an environment variable, a flag.</summary>
    public required string Source { get; init; }

    /// <summary>The line in the file, from 1; 0 where there is none.</summary>
    public int Line { get; init; }

    /// <summary>The column in the file, from 1.</summary>
    public int Column { get; init; }

    /// <summary>What is wrong and what to do.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{Source}:{Line}:{Column}: {Message}" : $"{Source}: {Message}";
}
