namespace Reeve.Runtime.Engine.Planning;

/// <summary>Why an attempt was not started. It does not count.</summary>
/// <param name="Reason">The waiting reason.</param>
/// <param name="Message">For people.</param>
/// <param name="RetryAfter">The shortest pause before trying again, where one was named.</param>
/// <param name="Image">The image that is missing, where it is not the container's own.</param>
internal sealed record LaunchFailure(string Reason, string Message, TimeSpan? RetryAfter = null, string? Image = null);
