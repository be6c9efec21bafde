using System.Globalization;

namespace Reeve.TestKit.Conformance;

/// <summary>What came of checking a provider against a contract.</summary>
public sealed record ConformanceReport
{
    /// <summary>The contract's name, e.g. <c>IContainerDriver</c>.</summary>
    public required string Contract { get; init; }

    /// <summary>One result for each requirement, in the suite's order.</summary>
    public required IReadOnlyList<RequirementResult> Results { get; init; }

    /// <summary>Whether nothing failed.</summary>
    public bool Conforms => Results.All(result => result.Outcome is RequirementOutcome.Passed or RequirementOutcome.NotApplicable);

    /// <summary>The results that failed.</summary>
    public IEnumerable<RequirementResult> Failures => Results.Where(result => result.Outcome == RequirementOutcome.Failed);

    /// <summary>One line: <c>IContainerDriver: 24 of 26 requirements, 1 not applicable</c>.</summary>
    public string Summary
    {
        get
        {
            var passed = Results.Count(result => result.Outcome == RequirementOutcome.Passed);
            var skipped = Results.Count(result => result.Outcome == RequirementOutcome.NotApplicable);
            return string.Create(
                CultureInfo.InvariantCulture, $"{Contract}: {passed} of {Results.Count - skipped} requirements, {skipped} not applicable");
        }
    }

    /// <summary>The summary and a line for each requirement.</summary>
    public override string ToString() => Summary + Environment.NewLine + string.Join(Environment.NewLine, Results);
}
