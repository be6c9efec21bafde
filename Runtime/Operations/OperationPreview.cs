using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>What an operation would do. Nothing was changed to learn it.</summary>
public sealed record OperationPreview
{
    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<OperationStep> Steps { get; init; }

    /// <summary>What it will use of limited things.</summary>
    public IReadOnlyDictionary<string, long> Costs { get; init; } = new Dictionary<string, long>();

    /// <summary>What a person should know before saying yes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A step's plan could not be checked, e.g. because it looks at what an earlier step makes.</summary>
    public IReadOnlyList<FieldError> Unchecked { get; init; } = [];
}
