using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using Reeve.Runtime.Images.Layers;
using Reeve.Runtime.Linux;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Oci;

/// <summary>
/// Layers as directories, each once whatever images have it, named by the digest of its archive without compression. A layer appears as a
/// whole, by a rename, when it is on disk. Thread-safe.
/// </summary>
/// <remarks><code>layers/HEX/{fs,layer.json}   ingest/{HEX.part, a directory for each extraction}</code></remarks>
[SupportedOSPlatform("linux")]
internal sealed class LayerStore
{
    // A download that nobody went on with for so long is given up.
    private static readonly TimeSpan PartAge = TimeSpan.FromDays(1);

    private readonly string _layers;
    private readonly string _ingest;
    private readonly ExtractionSettings _extraction;
    private readonly Dictionary<string, Task> _installing = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _counter;

    /// <summary>Opens the store; what an agent before this one did not finish is thrown away, but for parts of downloads.</summary>
    public LayerStore(string directory, TimeProvider time, ExtractionSettings? extraction = null)
    {
        _layers = Path.Combine(directory, "layers");
        _ingest = Path.Combine(directory, "ingest");
        _extraction = extraction ?? ExtractionSettings.Layer;
        PrivateDirectory.Create(_layers);
        PrivateDirectory.Create(_ingest);
        foreach (var left in Directory.EnumerateDirectories(_ingest))
        {
            Remove(_ingest, Path.GetFileName(left));
        }

        foreach (var part in Directory.EnumerateFiles(_ingest).Where(part => time.GetUtcNow() - File.GetLastWriteTimeUtc(part) > PartAge))
        {
            File.Delete(part);
        }
    }

    /// <summary>Where a layer's files are.</summary>
    public string PathOf(OciDigest layer) => Path.Combine(_layers, layer.Hex, "fs");

    public bool Has(OciDigest layer) => File.Exists(RecordOf(layer));

    public long SizeOf(OciDigest layer) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(RecordOf(layer)), OciJsonContext.Default.LayerRecord)!.SizeBytes;

    /// <summary>All layers.</summary>
    public IReadOnlyList<OciDigest> List() =>
    [
        .. Directory.EnumerateDirectories(_layers)
            .Select(static path => OciDigest.TryParse("sha256:" + Path.GetFileName(path), out var digest) ? digest : null).OfType<OciDigest>(),
    ];

    /// <summary>Brings a layer into the store, once however many ask for it.</summary>
    /// <param name="layer">The digest of its archive without compression.</param>
    /// <param name="descriptor">The archive as the source has it.</param>
    /// <param name="source">Where from.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task EnsureAsync(OciDigest layer, OciDescriptor descriptor, IOciSource source, CancellationToken cancellationToken)
    {
        while (!Has(layer))
        {
            Task install;
            bool mine;
            lock (_lock)
            {
                mine = !_installing.TryGetValue(layer.Hex, out var running);
                install = running ?? (_installing[layer.Hex] = Task.Run(() => InstallAsync(layer, descriptor, source, cancellationToken), CancellationToken.None));
            }

            if (mine)
            {
                await install;
            }
            else
            {
                // Another image's pull brings it; if that fails, it is this one's turn.
                await install.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Removes a layer that no image has any more.</summary>
    public void Remove(OciDigest layer)
    {
        // Out of sight in one step, so that no half of it is taken for the whole after a crash.
        var place = Path.Combine(_ingest, $"removed-{Interlocked.Increment(ref _counter)}");
        Directory.Move(Path.Combine(_layers, layer.Hex), place);
        Remove(_ingest, Path.GetFileName(place));
    }

    /// <summary>A new directory that goes with the next start, or with <see cref="Discard"/>.</summary>
    public string CreateWorkDirectory()
    {
        var path = Path.Combine(_ingest, $"work-{Interlocked.Increment(ref _counter)}");
        PrivateDirectory.Create(path);
        return path;
    }

    /// <summary>Removes a work directory.</summary>
    public void Discard(string path) => Remove(_ingest, Path.GetFileName(path));

    private static void Remove(string parent, string name)
    {
        using var directory = DirectoryHandle.Open(parent);
        TreeRemover.Remove(directory, name);
    }

    private string RecordOf(OciDigest layer) => Path.Combine(_layers, layer.Hex, "layer.json");

    private async Task InstallAsync(OciDigest layer, OciDescriptor descriptor, IOciSource source, CancellationToken cancellationToken)
    {
        var archive = Path.Combine(_ingest, OciDigest.Parse(descriptor.Digest).Hex + ".part");
        var work = CreateWorkDirectory();
        try
        {
            await DownloadAsync(archive, descriptor, source, cancellationToken);
            Extract(archive, work, layer, cancellationToken);
            File.Delete(archive);
            Directory.Move(work, Path.Combine(_layers, layer.Hex));
            DirectorySync.Flush(_layers);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Discard(work);
            }

            lock (_lock)
            {
                _installing.Remove(layer.Hex);
            }
        }
    }

    private static async Task DownloadAsync(string archive, OciDescriptor descriptor, IOciSource source, CancellationToken cancellationToken)
    {
        var digest = OciDigest.Parse(descriptor.Digest);
        await using var file = new FileStream(archive, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 128 * 1024, useAsync: false);
        if (descriptor.Size > 0 && file.Length > descriptor.Size)
        {
            file.SetLength(0);
        }

        file.Seek(0, SeekOrigin.End);
        if (descriptor.Size == 0 || file.Length < descriptor.Size)
        {
            await source.CopyAsync(descriptor, file, cancellationToken);
        }

        await file.FlushAsync(cancellationToken);
        file.Position = 0;
        using var hash = digest.CreateHash();
        var buffer = new byte[128 * 1024];
        while (file.Read(buffer) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
        }

        if (!digest.Matches(hash))
        {
            // Whatever it is, going on from it leads nowhere.
            file.SetLength(0);
            throw new ProviderException(ErrorReason.Transient, $"What came for the layer {digest} has another digest.");
        }
    }

    private void Extract(string archive, string work, OciDigest layer, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(work, "fs");
        Directory.CreateDirectory(directory, (UnixFileMode)0x1ED);
        try
        {
            using var content = Compression.Open(new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024));
            using var hashed = new HashingStream(content, layer.CreateHash());
            var size = ArchiveExtractor.Extract(hashed, directory, _extraction, cancellationToken);
            hashed.Drain();
            if (!layer.Matches(hashed.Hash))
            {
                throw new InvalidDataException("Its content has another digest than the image's configuration says.");
            }

            StateFiles.Replace(
                Path.Combine(work, "layer.json"), JsonSerializer.SerializeToUtf8Bytes(new LayerRecord { SizeBytes = size }, OciJsonContext.Default.LayerRecord), durable: false);
            Flush(work);
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or EndOfStreamException)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The layer {layer} cannot be used: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw FileErrors.Translate($"the layer {layer}", e);
        }
    }

    // All of a layer's files at once.
    private static void Flush(string directory)
    {
        using var handle = DirectoryHandle.Open(directory);
        if (LayerCalls.SyncFileSystem(handle.Handle) != 0)
        {
            throw Errno.Last().ToException("write to disk", directory);
        }
    }
}
