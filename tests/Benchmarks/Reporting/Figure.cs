using Reeve.Benchmarks.Measuring;

namespace Reeve.Benchmarks.Reporting;

/// <summary>One line of a table.</summary>
internal sealed record Figure
{
    /// <summary>What was measured.</summary>
    public required string What { get; init; }

    /// <summary>The runs, in <see cref="Unit"/>.</summary>
    public required Samples Measured { get; init; }

    /// <summary>The unit, e.g. <c>ms</c> or <c>pods/s</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The runs of the reference, in <see cref="Unit"/>; null where a quantity stands for itself.</summary>
    public Samples? Reference { get; init; }

    /// <summary>The goal in words, where there is one.</summary>
    public string? Goal { get; init; }

    /// <summary>Whether the goal is met.</summary>
    public bool? Met { get; init; }

    /// <summary>The median over that of the reference.</summary>
    public double? Ratio => Reference is null ? null : Measured.Median / Reference.Median;
}
