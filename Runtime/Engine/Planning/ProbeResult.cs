namespace Reeve.Runtime.Engine.Planning;

/// <summary>The result of one run of a probe.</summary>
/// <param name="Outcome">What it found.</param>
/// <param name="Output">What it said.</param>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Output = "");
