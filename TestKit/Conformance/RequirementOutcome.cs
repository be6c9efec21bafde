namespace Reeve.TestKit.Conformance;

/// <summary>What came of checking a requirement.</summary>
public enum RequirementOutcome
{
    /// <summary>Not checked.</summary>
    Unknown = 0,

    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>The provider does not claim the feature that the requirement is about.</summary>
    NotApplicable,
}
