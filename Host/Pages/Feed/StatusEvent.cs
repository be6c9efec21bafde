namespace Reeve.Host.Pages.Feed;

/// <summary>What is sent to somebody who looks at the status page.</summary>
/// <param name="Kind"><c>snapshot</c>, <c>change</c> or <c>time</c>.</param>
/// <param name="Id">Where to go on after it; null for what changes nothing.</param>
/// <param name="Data">JSON on one line.</param>
internal sealed record StatusEvent(string Kind, string? Id, byte[] Data);
