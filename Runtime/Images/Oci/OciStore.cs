using System.Runtime.Versioning;
using Reeve.Containers;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Images of layers on disk. Thread-safe.</summary>
[SupportedOSPlatform("linux")]
internal sealed class OciStore
{
    public const string ResolverName = "oci";

    private const int ParallelLayers = 3;

    private readonly string _directory;
    private readonly ImageLeases _leases;
    private readonly TimeProvider _time;
    private readonly ImageRecords _records;
    private readonly LayerStore _layers;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _wanted = new(StringComparer.Ordinal);

    /// <summary>Opens the store, and throws away layers that no image has.</summary>
    public OciStore(string directory, ImageLeases leases, TimeProvider time)
    {
        (_directory, _leases, _time) = (directory, leases, time);
        PrivateDirectory.Create(directory);
        _records = new ImageRecords(Path.Combine(directory, "images"), time);
        _layers = new LayerStore(directory, time);
        var known = _records.All.SelectMany(record => record.Layers).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in _layers.List().Where(layer => !known.Contains(layer.ToString())))
        {
            _layers.Remove(layer);
        }
    }

    public string Directory => _directory;

    /// <summary>Where archives are unpacked for a while.</summary>
    public LayerStore Layers => _layers;

    public long UsedBytes
    {
        get
        {
            lock (_lock)
            {
                return _records.All.SelectMany(static record => record.Layers).Distinct(StringComparer.Ordinal).Select(OciDigest.Parse).Where(_layers.Has).Sum(_layers.SizeOf);
            }
        }
    }

    public IReadOnlyList<StoredImage> List()
    {
        lock (_lock)
        {
            return [.. _records.All.Select(record => new StoredImage
            {
                Id = record.Id,
                Resolver = ResolverName,
                Names = [.. record.Digests, .. record.Names],
                SizeBytes = record.SizeBytes,
                CreatedAt = record.CreatedAt,
                LastUsedAt = _records.UsedAt(record),
                InUse = Users(record).Count > 0,
            })];
        }
    }

    /// <summary>The image that a request means; the request's container uses it from now on. Null if it is not there.</summary>
    public ResolvedImage? Find(OciReference reference, ImageRequest request)
    {
        lock (_lock)
        {
            return _records.Find(reference) is { } record && record.Layers.All(layer => _layers.Has(OciDigest.Parse(layer))) ? Use(record, reference, request) : null;
        }
    }

    /// <summary>The record of a manifest that a registry has by this name: nothing has to be fetched.</summary>
    public ImageRecord? FindByDigest(OciReference reference, OciDigest manifest)
    {
        lock (_lock)
        {
            return _records.Find(reference with { Digest = manifest }) is { } record && record.Layers.All(layer => _layers.Has(OciDigest.Parse(layer))) ? record : null;
        }
    }

    /// <summary>Installs an image: the layers that are missing, then its record.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="content">The image's manifest, configuration and the configuration's digest.</param>
    /// <param name="names">Whole names with tags.</param>
    /// <param name="digests">Names with digests.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<ImageRecord> InstallAsync(
        IOciSource source,
        (OciManifest Manifest, OciImage Image, OciDigest Id) content,
        IReadOnlyList<string> names,
        IReadOnlyList<string> digests,
        CancellationToken cancellationToken)
    {
        var ids = content.Image.Rootfs!.DiffIds.Select(OciDigest.Parse).ToList();
        Want(ids, 1);
        try
        {
            await Parallel.ForEachAsync(
                ids.Zip(content.Manifest.Layers!).DistinctBy(static pair => pair.First),
                new ParallelOptions { MaxDegreeOfParallelism = ParallelLayers, CancellationToken = cancellationToken },
                async (pair, token) => await _layers.EnsureAsync(pair.First, pair.Second, source, token));
            lock (_lock)
            {
                return _records.Put(new ImageRecord
                {
                    Id = content.Id.ToString(),
                    Names = names,
                    Digests = digests,
                    Layers = [.. ids.Select(static id => id.ToString())],
                    Config = content.Image.Config ?? new OciImageConfig(),
                    SizeBytes = ids.Distinct().Sum(_layers.SizeOf),
                    CreatedAt = _time.GetUtcNow(),
                });
            }
        }
        finally
        {
            Want(ids, -1);
        }
    }

    /// <summary>Gives an image that is there another name.</summary>
    public void AddNames(ImageRecord record, IReadOnlyList<string> names, IReadOnlyList<string> digests)
    {
        lock (_lock)
        {
            _records.Put(record with { Names = names, Digests = digests });
        }
    }

    /// <summary>Removes an image by its id, or takes away one of several names.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="ProviderException">Conflict: pods use it.</exception>
    public bool Remove(string idOrName)
    {
        lock (_lock)
        {
            var byId = _records.Find(idOrName) ?? _records.Find("sha256:" + idOrName);
            var reference = byId is null && OciReference.TryParse(idOrName, out var parsed) ? parsed : null;
            var record = byId ?? (reference is null ? null : _records.Find(reference));
            if (record is null)
            {
                return false;
            }

            if (byId is null && reference is { Digest: null } && record.Names.Count > 1)
            {
                _records.RemoveName(record, reference.ToString());
                return true;
            }

            if (Users(record) is [var user, ..] users)
            {
                var others = users.Count > 1 ? $" and {users.Count - 1} more" : "";
                throw new ProviderException(ErrorReason.Conflict, $"The image {idOrName} is used by pod {user.Namespace}/{user.Name}{others}; delete it first.");
            }

            _records.Remove(record);
            foreach (var layer in record.Layers.Except(_records.All.SelectMany(other => other.Layers)).Except(_wanted.Keys).Select(OciDigest.Parse).Where(_layers.Has))
            {
                _layers.Remove(layer);
            }

            return true;
        }
    }

    private static ResolvedImage Resolve(ImageRecord record, string reference, OciReference name, LayerStore layers)
    {
        var digest = record.Digests.FirstOrDefault(known => known.StartsWith(name.Name + "@", StringComparison.Ordinal)) ?? record.Digests.FirstOrDefault();
        var config = record.Config;
        return new ResolvedImage
        {
            Reference = reference,
            Form = ImageForms.Layers,
            Id = digest ?? record.Id,
            Layers = [.. record.Layers.Select(layer => layers.PathOf(OciDigest.Parse(layer)))],
            Entrypoint = config.Entrypoint ?? [],
            Arguments = config.Cmd ?? [],
            Environment = [.. (config.Env ?? []).Select(static pair => pair.Split('=', 2)).Where(static pair => pair is [{ Length: > 0 }, _]).Select(static pair => KeyValuePair.Create(pair[0], pair[1]))],
            WorkingDirectory = string.IsNullOrEmpty(config.WorkingDir) ? null : config.WorkingDir,
            User = string.IsNullOrEmpty(config.User) ? null : config.User,
            StopSignal = string.IsNullOrEmpty(config.StopSignal) ? null : config.StopSignal,
            Labels = config.Labels ?? new Dictionary<string, string>(),
            SizeBytes = record.SizeBytes,
        };
    }

    private ResolvedImage Use(ImageRecord record, OciReference reference, ImageRequest request)
    {
        var image = Resolve(record, request.Reference, reference, _layers);
        _records.Touch(record);
        _leases.Add(request, ResolverName, image); // under the lock that removing takes
        return image;
    }

    private List<ImageLease> Users(ImageRecord record)
    {
        var layers = record.Layers.Select(layer => _layers.PathOf(OciDigest.Parse(layer))).ToList();
        return [.. _leases.UsersOf(ResolverName, image => image.Layers.SequenceEqual(layers))];
    }

    private void Want(IEnumerable<OciDigest> layers, int change)
    {
        lock (_lock)
        {
            foreach (var layer in layers.Select(static layer => layer.ToString()))
            {
                var count = _wanted.GetValueOrDefault(layer) + change;
                if (count > 0)
                {
                    _wanted[layer] = count;
                }
                else
                {
                    _wanted.Remove(layer);
                }
            }
        }
    }
}
