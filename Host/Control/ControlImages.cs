using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Images;

namespace Reeve.Host.Control;

/// <summary>The images of an agent behind its socket.</summary>
internal sealed class ControlImages(ControlClient client) : IAgentImages
{
    private const string Root = "/v1/images";

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> ListAsync(CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, Root, ControlJsonContext.Default.IReadOnlyListStoredImage, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken) => AskAsync(
        HttpMethod.Post,
        $"{Root}/load?path={Uri.EscapeDataString(path)}&name={Uri.EscapeDataString(name ?? "")}",
        ControlJsonContext.Default.IReadOnlyListStoredImage,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<string> PullAsync(string reference, CancellationToken cancellationToken) => (await AskAsync(
        HttpMethod.Post, $"{Root}/pull?reference={Uri.EscapeDataString(reference)}", ControlJsonContext.Default.ImageOutcome, cancellationToken)).Message;

    /// <inheritdoc/>
    public async Task RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(HttpMethod.Delete, $"{Root}?reference={Uri.EscapeDataString(reference)}", null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long> PruneAsync(CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Post, $"{Root}/prune", ControlJsonContext.Default.ImageOutcome, cancellationToken)).FreedBytes;

    private Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken) =>
        client.AskAsync(method, path, typeInfo, cancellationToken);
}
