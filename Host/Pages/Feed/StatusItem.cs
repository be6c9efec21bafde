namespace Reeve.Host.Pages.Feed;

/// <summary>One thing that the status page shows.</summary>
/// <param name="Key">Unique among things of its kind.</param>
/// <param name="Json">It, as a JSON object.</param>
internal readonly record struct StatusItem(string Key, byte[] Json);
