namespace Reeve.TestKit.Conformance;

/// <summary>A requirement does not concern this provider.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
