namespace Reeve.Runtime.Engine.Planning;

/// <summary>Why an attempt was not started. It does not count.</summary>
/// <param name="Reason">The waiting reason.</param>
/// <param name="Message">For people.</param>
/// <param name="RetryAfter">The shortest pause before trying again, where one was named.</param>
internal sealed record LaunchFailure(string Reason, string Message, TimeSpan? RetryAfter = null);
