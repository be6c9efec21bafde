using Reeve.Host.Control;
using Reeve.Runtime.Images;

namespace Reeve.Host.Agent.Nodes;

/// <summary>The images of several nodes: each keeps its own, and what is asked for is asked of all that can.</summary>
internal sealed class NodesImages(IReadOnlyList<IAgentImages> nodes) : IAgentImages
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredImage>> ListAsync(CancellationToken cancellationToken) =>
        Merge(await Task.WhenAll(nodes.Select(node => node.ListAsync(cancellationToken))));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken) =>
        Merge(await AskAsync(node => node.LoadAsync(path, name, cancellationToken)));

    /// <inheritdoc/>
    public async Task<string> PullAsync(string reference, CancellationToken cancellationToken) =>
        (await AskAsync(node => node.PullAsync(reference, cancellationToken)))[0];

    /// <inheritdoc/>
    public Task RemoveAsync(string reference, CancellationToken cancellationToken) => AskAsync(async node =>
    {
        await node.RemoveAsync(reference, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public async Task<long> PruneAsync(CancellationToken cancellationToken) => (await AskAsync(node => node.PruneAsync(cancellationToken))).Sum();

    private static IReadOnlyList<StoredImage> Merge(IEnumerable<IReadOnlyList<StoredImage>> all) =>
        [.. all.SelectMany(images => images).GroupBy(image => image.Id).Select(same => same.First() with { InUse = same.Any(image => image.InUse) })];

    // A node that keeps no images, or not this one, says nothing as long as another one does.
    private async Task<List<T>> AskAsync<T>(Func<IAgentImages, Task<T>> ask)
    {
        var answers = new List<T>();
        ProviderException? refusal = null;
        foreach (var node in nodes)
        {
            try
            {
                answers.Add(await ask(node));
            }
            catch (ProviderException e) when (e.Reason is ErrorReason.Unsupported or ErrorReason.NotFound)
            {
                refusal ??= e;
            }
        }

        return answers.Count > 0 ? answers : throw refusal!;
    }
}
