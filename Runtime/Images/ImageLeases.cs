using System.Collections.Concurrent;
using System.Text.Json;
using Reeve.Containers;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images;

/// <summary>
/// Which pods use which images, on disk, so that a later agent collects nothing that containers of an earlier one run from.
/// One file for each pod. Thread-safe.
/// </summary>
public sealed class ImageLeases
{
    private readonly string _directory;
    private readonly ConcurrentDictionary<string, ImageLease> _leases = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Reads what earlier agents left; a file that cannot be read is left out.</summary>
    /// <param name="directory">Where the leases are; made when it is needed.</param>
    public ImageLeases(string directory)
    {
        _directory = directory;
        if (Directory.Exists(directory))
        {
            foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
            {
                if (Read(file) is { } lease)
                {
                    _leases[lease.Uid] = lease;
                }
            }
        }
    }

    /// <summary>All leases.</summary>
    public IReadOnlyList<ImageLease> All => [.. _leases.Values];

    /// <summary>The pods that use an image.</summary>
    /// <param name="resolver">Which resolver keeps it.</param>
    /// <param name="isIt">Whether an image is the one.</param>
    public IReadOnlyList<ImageLease> UsersOf(string resolver, Func<ResolvedImage, bool> isIt) =>
        [.. _leases.Values.Where(lease => lease.Uses.Any(use => use.Resolver == resolver && isIt(use.Image)))];

    /// <summary>The image that a container was given; null if none is known.</summary>
    /// <param name="container">The container; every attempt has the same.</param>
    public ResolvedImage? Find(ContainerId container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return _leases.GetValueOrDefault(container.Pod.Uid)?.Uses.FirstOrDefault(use => use.Volume is null && use.Container == container.Name)?.Image;
    }

    /// <summary>The image that a volume of a pod holds; null if none is known.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="volume">The volume's name.</param>
    public ResolvedImage? Find(PodId pod, string volume)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return _leases.GetValueOrDefault(pod.Uid)?.Uses.FirstOrDefault(use => use.Volume == volume)?.Image;
    }

    /// <summary>Records that a container is about to use an image.</summary>
    /// <param name="request">Who asked.</param>
    /// <param name="resolver">Which resolver keeps the image.</param>
    /// <param name="image">The image.</param>
    public void Add(ImageRequest request, string resolver, ResolvedImage image)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Container is not { } container)
        {
            return;
        }

        var use = new ImageUse { Container = request.Volume is null ? container.Name : "", Volume = request.Volume, Resolver = resolver, Image = image };
        lock (_lock)
        {
            var metadata = request.Pod?.Pod.Metadata;
            var lease = _leases.GetValueOrDefault(container.Pod.Uid)
                ?? new ImageLease { Uid = container.Pod.Uid, Namespace = metadata?.Namespace ?? "", Name = metadata?.Name ?? "" };
            if (lease.Uses.Any(known => IsSameUser(known, use) && known.Resolver == resolver && known.Image.Id == image.Id))
            {
                return;
            }

            lease = lease with { Uses = [.. lease.Uses.Where(known => !IsSameUser(known, use)), use] };
            PrivateDirectory.CreateMissing(_directory);
            StateFiles.Replace(PathOf(container.Pod), JsonSerializer.SerializeToUtf8Bytes(lease, ImageJsonContext.Default.ImageLease), durable: false);
            _leases[container.Pod.Uid] = lease;
        }
    }

    /// <summary>Forgets what a pod used.</summary>
    /// <param name="pod">The pod.</param>
    /// <returns>What it used; null if nothing.</returns>
    public ImageLease? Remove(PodId pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        lock (_lock)
        {
            if (_leases.TryRemove(pod.Uid, out var lease))
            {
                File.Delete(PathOf(pod));
            }

            return lease;
        }
    }

    private static bool IsSameUser(ImageUse one, ImageUse other) => one.Container == other.Container && one.Volume == other.Volume;

    private static ImageLease? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), ImageJsonContext.Default.ImageLease);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            // Torn by a crash of the machine: what ran from it then runs no more.
            return null;
        }
    }

    private string PathOf(PodId pod) => Path.Combine(_directory, pod.Token + ".json");
}
