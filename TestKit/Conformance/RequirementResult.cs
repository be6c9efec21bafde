namespace Reeve.TestKit.Conformance;

/// <summary>What came of checking one requirement.</summary>
public sealed record RequirementResult
{
    /// <summary>The requirement.</summary>
    public required Requirement Requirement { get; init; }

    /// <summary>What came of it.</summary>
    public required RequirementOutcome Outcome { get; init; }

    /// <summary>What was seen instead, or why it does not apply.</summary>
    public string Message { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Outcome,-13} {Requirement.Id}: {Requirement.Text}{(Message.Length == 0 ? "" : $" [{Message}]")}";
}
