using Reeve.Host.Control;
using Reeve.Runtime.Images;

namespace Reeve.Host.Tests.Control;

/// <summary>Images that a test sets, and what was asked of them.</summary>
internal sealed class FakeAgentImages : IAgentImages
{
    public List<StoredImage> Stored { get; } = [];

    public List<string> Asked { get; } = [];

    public Task<IReadOnlyList<StoredImage>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredImage>>([.. Stored]);

    public Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken)
    {
        Asked.Add($"load {path} {name}");
        return ListAsync(cancellationToken);
    }

    public Task<string> PullAsync(string reference, CancellationToken cancellationToken)
    {
        Asked.Add($"pull {reference}");
        return Task.FromResult("Pulled.");
    }

    public Task RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        Asked.Add($"remove {reference}");
        return Stored.RemoveAll(image => image.Names.Contains(reference)) > 0
            ? Task.CompletedTask
            : Task.FromException(new ProviderException(ErrorReason.NotFound, $"There is no image {reference}."));
    }

    public Task<long> PruneAsync(CancellationToken cancellationToken) => Task.FromResult(1536L * 1024);
}
