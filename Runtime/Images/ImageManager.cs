using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Images;

/// <summary>Finds and pulls the images of one node by its resolvers, and collects what nothing uses.</summary>
/// <remarks>
/// <code>
///   reference ─► scheme of a resolver? ─► that one alone
///                     │ no
///                     └► each of the node's list: there? (unless Always) ─► pull (unless Never) ─► not found: the next
/// </code>
/// </remarks>
public sealed class ImageManager : IImages, IAsyncDisposable
{
    private readonly IReadOnlyList<IImageResolver> _resolvers;
    private readonly ImageOptions _options;
    private readonly TimeProvider _time;
    private readonly PullFlights _flights;
    private readonly ImageCollector _collector;

    private ImageManager(ImageOptions options, IReadOnlyList<IImageResolver> resolvers, ImageLeases leases, TimeProvider time, ILogger logger)
    {
        (_options, _resolvers, Leases, _time) = (options, resolvers, leases, time);
        _flights = new PullFlights(options.MaxParallelPulls, time);
        _collector = new ImageCollector(options, [.. resolvers.OfType<IImageStore>()], time, logger);
    }

    /// <summary>Which pods use what.</summary>
    public ImageLeases Leases { get; }

    /// <summary>The resolvers.</summary>
    public IReadOnlyList<IImageResolver> Resolvers => _resolvers;

    /// <summary>Creates a manager, which collects garbage from then on.</summary>
    /// <param name="options">How.</param>
    /// <param name="resolvers">Every resolver that there is; which of them answer for references without a scheme is configured.</param>
    /// <param name="leases">The record of used images, in <see cref="ImageOptions.Directory"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes log entries.</param>
    /// <exception cref="ArgumentException">A configured resolver does not exist.</exception>
    public static ImageManager Create(
        ImageOptions options, IReadOnlyList<IImageResolver> resolvers, ImageLeases leases, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(resolvers);
        if ((options.Resolvers ?? []).FirstOrDefault(name => resolvers.All(resolver => resolver.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"There is no resolver of images \"{unknown}\".", nameof(options));
        }

        var manager = new ImageManager(options, resolvers, leases, time, logger);
        manager._collector.Start();
        return manager;
    }

    /// <summary>A manager of programs of the machine alone.</summary>
    /// <param name="directory">Where leases would be; nothing is written.</param>
    public static ImageManager ForHostPrograms(string directory) => Create(
        new ImageOptions { Directory = directory },
        [new HostImageResolver()],
        new ImageLeases(Path.Combine(directory, "leases")),
        TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    /// <summary>Bytes that the kept images take together, what they share counted once; null where none are kept.</summary>
    public long? UsedBytes => _resolvers.OfType<IImageStore>().Select(static store => (long?)store.UsedBytes).Aggregate((long?)null, static (sum, bytes) => (sum ?? 0) + bytes);

    /// <summary>All images that are kept.</summary>
    public IReadOnlyList<StoredImage> List() => [.. _resolvers.OfType<IImageStore>().SelectMany(store => store.List())];

    /// <inheritdoc/>
    public async Task<ObtainedImage> ObtainAsync(ImageRequest request, ImageForms forms, Action<string> pulling, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pulling);
        if (request.Reference.Length == 0)
        {
            throw new ProviderException(ErrorReason.Invalid, request.Volume is null ? "The container names no image." : $"The volume \"{request.Volume}\" names no image.");
        }

        if (_resolvers.FirstOrDefault(resolver => resolver.Claims(request.Reference)) is { } owner)
        {
            return forms.HasFlag(owner.Form)
                ? await ObtainAsync(owner, request, isNamed: true, pulling, cancellationToken) ?? throw Absent(request)
                : throw new ProviderException(ErrorReason.Unsupported, request.Volume is { } volume
                    ? $"The volume \"{volume}\" can hold images of layers alone, not \"{request.Reference}\"."
                    : $"This provider does not run {Describe(owner.Form)} (\"{request.Reference}\").");
        }

        var candidates = Candidates(forms);
        if (candidates.Count == 0)
        {
            throw new ProviderException(ErrorReason.Unsupported, request.Volume is { } volume
                ? $"The image \"{request.Reference}\" of the volume \"{volume}\" is to be had from none of the node's resolvers: use oci:{request.Reference}."
                : $"The image \"{request.Reference}\" cannot be run here: use host: (with a command), host:/absolute/path, host:name or an absolute path.");
        }

        ProviderException? missing = null;
        foreach (var resolver in candidates)
        {
            try
            {
                if (await ObtainAsync(resolver, request, isNamed: false, pulling, cancellationToken) is { } image)
                {
                    return image;
                }
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
            {
                missing = e;
            }
        }

        throw request.PullPolicy == PullPolicies.Never || missing is null ? Absent(request)
            : candidates.Count == 1 ? missing
            : new ProviderException(
                ErrorReason.NotFound,
                $"No resolver of the node ({string.Join(", ", candidates.Select(resolver => resolver.Name))}) has the image \"{request.Reference}\"; the last one said: {missing.Message}");
    }

    /// <inheritdoc/>
    public ResolvedImage? Recall(ContainerId container) => Leases.Find(container);

    /// <inheritdoc/>
    public ResolvedImage? Recall(PodId pod, string volume) => Leases.Find(pod, volume);

    /// <inheritdoc/>
    public void Release(PodId pod)
    {
        foreach (var use in Leases.Remove(pod)?.Uses ?? [])
        {
            _resolvers.FirstOrDefault(resolver => resolver.Name == use.Resolver)?.Release(use.Image);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [.. _resolvers.SelectMany(resolver => resolver.DescribeInputs(pod))];

    /// <summary>Removes what nothing uses, now: all of it, or as much as the thresholds ask for.</summary>
    /// <param name="all">All of it.</param>
    /// <param name="cancellationToken">Stops it after the present image.</param>
    /// <returns>How many bytes became free, about.</returns>
    public Task<long> CollectAsync(bool all, CancellationToken cancellationToken) => _collector.CollectAsync(all, cancellationToken);

    /// <summary>Ends pulls and collecting.</summary>
    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _flights.DisposeAsync();
    }

    private static ProviderException Absent(ImageRequest request) => new(
        ErrorReason.NotFound, $"Container image \"{request.Reference}\" is not present with pull policy of Never");

    private static string Describe(ImageForms form) => form == ImageForms.Layers ? "images of layers" : "programs of the machine";

    private List<IImageResolver> Candidates(ImageForms forms)
    {
        var names = _options.Resolvers ?? (forms.HasFlag(ImageForms.Layers) ? ["oci"] : []);
        return [.. names.Select(name => _resolvers.FirstOrDefault(resolver => resolver.Name == name)).OfType<IImageResolver>().Where(resolver => forms.HasFlag(resolver.Form))];
    }

    /// <summary>Null: it is not on the machine, and may not be pulled.</summary>
    private async Task<ObtainedImage?> ObtainAsync(
        IImageResolver resolver, ImageRequest request, bool isNamed, Action<string> pulling, CancellationToken cancellationToken)
    {
        // 1. What is there, unless the registry has to be asked in any case.
        if ((request.PullPolicy != PullPolicies.Always || !resolver.KeepsImages) && await resolver.FindAsync(request, cancellationToken) is { } present)
        {
            Use(resolver, request, present);
            return new ObtainedImage
            {
                Image = present,
                Resolver = resolver.Name,
                Message = $"Container image \"{request.Reference}\" already present on machine{By(resolver, isNamed)}",
            };
        }

        if (request.PullPolicy == PullPolicies.Never)
        {
            return null;
        }

        // 2. The pull, shared with everybody who asks for the same.
        var start = _time.GetTimestamp();
        if (resolver.KeepsImages)
        {
            pulling($"Pulling image \"{request.Reference}\"{By(resolver, isNamed)}");
        }

        var (image, duration) = await _flights.PullAsync(resolver, request, cancellationToken);
        Use(resolver, request, image);
        var size = image.SizeBytes is { } bytes ? $" Image size: {bytes} bytes." : "";
        return new ObtainedImage
        {
            Image = image,
            Resolver = resolver.Name,
            Message = $"Successfully pulled image \"{request.Reference}\"{By(resolver, isNamed)} in {PullTime.Format(duration)} "
                + $"({PullTime.Format(_time.GetElapsedTime(start))} including waiting).{size}",
        };
    }

    private void Use(IImageResolver resolver, ImageRequest request, ResolvedImage image)
    {
        if (resolver.KeepsImages)
        {
            Leases.Add(request, resolver.Name, image);
        }
    }

    // A reference with a scheme says itself who answers for it.
    private static string By(IImageResolver resolver, bool isNamed) => isNamed ? "" : $" (resolver {resolver.Name})";
}
