using System.Text.Json.Serialization.Metadata;
using Reeve.Plugins.OpenStack.Client.Http;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>One kind of thing that bears tags. Thread-safe.</summary>
internal class TaggedResourceClient<T, TCreate, TUpdate>(ServiceClient service, ResourceKind<T, TCreate> kind, JsonTypeInfo<TUpdate> update)
    : ChangeableResourceClient<T, TCreate, TUpdate>(service, kind, update), ITaggedResources<T, TCreate, TUpdate>
{
    /// <inheritdoc/>
    public Task SetTagsAsync(string id, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Put, $"{PathOf(id)}/tags", TagList.Body(tags), true, cancellationToken);
}
