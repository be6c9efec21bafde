using System.Text.Json.Serialization.Metadata;
using Reeve.Plugins.OpenStack.Client.Http;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>One kind of thing that can be changed. Thread-safe.</summary>
internal class ChangeableResourceClient<T, TCreate, TUpdate>(ServiceClient service, ResourceKind<T, TCreate> kind, JsonTypeInfo<TUpdate> update)
    : ResourceClient<T, TCreate>(service, kind), IChangeableResources<T, TCreate, TUpdate>
{
    /// <inheritdoc/>
    public async Task<T> UpdateAsync(string id, TUpdate change, CancellationToken cancellationToken) =>
        Unwrap(await Service.SendAsync(HttpMethod.Put, PathOf(id), Wrap(change, update), true, cancellationToken));
}
