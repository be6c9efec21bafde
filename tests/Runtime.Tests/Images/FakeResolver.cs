using Reeve.Containers;
using Reeve.Runtime.Images;

namespace Reeve.Runtime.Tests.Images;

/// <summary>A resolver of which a test says what it has.</summary>
internal sealed class FakeResolver(string name) : IImageResolver, IImageStore
{
    private int _pulls;

    public string Name => name;

    public ImageForms Form { get; init; } = ImageForms.Layers;

    public bool KeepsImages { get; init; } = true;

    public string Directory { get; init; } = "/";

    /// <summary>What is on the machine.</summary>
    public HashSet<string> Present { get; } = [];

    /// <summary>What can be pulled.</summary>
    public HashSet<string> Offered { get; } = [];

    public ProviderException? Failure { get; set; }

    /// <summary>What a pull waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Pulls => _pulls;

    public List<StoredImage> Stored { get; } = [];

    public static ResolvedImage Image(string reference) => new() { Reference = reference, Form = ImageForms.Layers, Id = "id-" + reference, SizeBytes = 12 };

    public bool Claims(string reference) => reference.StartsWith(name + ":", StringComparison.Ordinal);

    public Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Present.Contains(request.Reference) ? Image(request.Reference) : null);

    public async Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _pulls);
        await Gate.WaitAsync(cancellationToken);
        return Failure is not null ? throw Failure
            : Offered.Contains(request.Reference) ? Image(request.Reference)
            : throw new ProviderException(ErrorReason.NotFound, $"{name} has no {request.Reference}");
    }

    public IReadOnlyList<StoredImage> List() => [.. Stored];

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Stored.RemoveAll(image => image.Id == id) > 0);
}
