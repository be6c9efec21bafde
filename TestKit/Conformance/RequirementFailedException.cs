namespace Reeve.TestKit.Conformance;

/// <summary>A requirement does not hold.</summary>
internal sealed class RequirementFailedException(string message) : Exception(message);
