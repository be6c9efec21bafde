using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Host.Pages.Feed;

/// <summary>Things of one kind that the status page shows.</summary>
/// <param name="Kind">What they are called: <c>pods</c>, …</param>
/// <param name="ListAsync">All of them, now. Reads what is in memory, or asks a provider.</param>
/// <param name="Changes">Says that something has changed, until cancelled; null for what is looked at once a second.</param>
internal sealed record StatusSource(
    string Kind, Func<CancellationToken, Task<IReadOnlyList<StatusItem>>> ListAsync, Func<CancellationToken, IAsyncEnumerable<object>>? Changes = null)
{
    /// <summary>A source of documents.</summary>
    /// <param name="kind">What they are called.</param>
    /// <param name="type">How they are written.</param>
    /// <param name="key">What is unique in one.</param>
    /// <param name="list">All of them, now.</param>
    /// <param name="changes">Says that something has changed.</param>
    public static StatusSource Of<T>(
        string kind, JsonTypeInfo<T> type, Func<T, string> key, Func<CancellationToken, Task<IEnumerable<T>>> list, Func<CancellationToken, IAsyncEnumerable<object>>? changes = null) =>
        new(
            kind,
            async cancellationToken => [.. (await list(cancellationToken)).Select(one => new StatusItem(key(one), JsonSerializer.SerializeToUtf8Bytes(one, type)))],
            changes);
}
