namespace Reeve.TestKit.Conformance;

/// <summary>One thing that a contract demands.</summary>
public sealed record Requirement
{
    /// <summary>Its stable id, e.g. <c>container.stop.grace</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is demanded, one sentence.</summary>
    public required string Text { get; init; }
}
