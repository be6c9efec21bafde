namespace Reeve.Host.Pages.Feed;

/// <summary>What has changed among things of one kind.</summary>
/// <param name="Total">How many there are now, shown or not.</param>
/// <param name="Set">Those that are new or different, by key.</param>
/// <param name="Removed">Keys of those that are gone.</param>
internal sealed record KindChange(int Total, IReadOnlyCollection<KeyValuePair<string, byte[]>> Set, IReadOnlyList<string> Removed);
