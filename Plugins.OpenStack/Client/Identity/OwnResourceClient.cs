using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Things that belong to the user of the token: their path has the user's id, which is known only with a token. Thread-safe.</summary>
internal sealed class OwnResourceClient<T, TCreate>(ServiceClient service, ResourceKind<T, TCreate> kind) : IResources<T, TCreate>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) => await (await OwnAsync(cancellationToken)).ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async Task<T> GetAsync(string id, CancellationToken cancellationToken) => await (await OwnAsync(cancellationToken)).GetAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<T> CreateAsync(TCreate request, CancellationToken cancellationToken) => await (await OwnAsync(cancellationToken)).CreateAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => await (await OwnAsync(cancellationToken)).DeleteAsync(id, cancellationToken);

    private async Task<ResourceClient<T, TCreate>> OwnAsync(CancellationToken cancellationToken)
    {
        var session = await service.SessionAsync(cancellationToken);
        return new ResourceClient<T, TCreate>(service, kind with { Path = $"users/{Uri.EscapeDataString(session.UserId)}/{kind.Path}" });
    }
}
