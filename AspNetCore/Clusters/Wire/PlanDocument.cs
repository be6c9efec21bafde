namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What an operation would do.</summary>
internal sealed record PlanDocument
{
    /// <summary>The steps in order; those whose effect is there already are <c>AlreadyDone</c>.</summary>
    public List<StepDocument> Steps { get; set; } = [];

    /// <summary>What it will use of limited things.</summary>
    public IReadOnlyDictionary<string, long>? Costs { get; set; }

    /// <summary>What a person should know before.</summary>
    public IReadOnlyList<string>? Warnings { get; set; }
}
