namespace Reeve.Benchmarks.Reporting;

/// <summary>One benchmark in the report.</summary>
internal sealed record Section
{
    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>What is measured and what is the reference, in a few sentences.</summary>
    public required string Explanation { get; init; }

    /// <summary>The figures.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>What follows the figures, in Markdown; null for nothing.</summary>
    public string? Details { get; init; }
}
