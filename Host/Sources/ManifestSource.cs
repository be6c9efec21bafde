using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Host.Agent;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Host.Sources;

/// <summary>
/// Files and directories as the pods of a stand-alone agent, and what stands beside them in the manifests. A directory that is
/// watched behaves as a kubelet's directory of static pods.
/// </summary>
internal sealed partial class ManifestSource : IPodSource, IObjectSource
{
    private const string StandardInputName = "stdin";

    private readonly ManifestReader _reader;
    private readonly IReadOnlyList<string> _paths;
    private readonly byte[] _input;
    private readonly bool _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ManifestObjects _objects = new();
    private ManifestSet _current;

    /// <summary>Creates a source.</summary>
    /// <param name="reader">Reads manifests.</param>
    /// <param name="paths">Files, directories and <c>-</c>, as given.</param>
    /// <param name="input">What standard input held; empty where it was not read.</param>
    /// <param name="first">What was read from all of them, without errors.</param>
    /// <param name="watch">Follow changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes what is wrong with changes.</param>
    public ManifestSource(
        ManifestReader reader, IReadOnlyList<string> paths, byte[] input, ManifestSet first, bool watch, TimeProvider time, ILogger logger)
    {
        (_reader, _paths, _input, _watch, _time, _logger) = (reader, paths, input, watch, time, logger);
        _current = first;
        _objects.Set(first);
    }

    /// <inheritdoc/>
    public string Name => "files";

    /// <summary>The pods that shall run now.</summary>
    public IReadOnlyList<PodKey> Pods => [.. _current.Pods.Select(pod => PodLookup.KeyOf(pod.Pod))];

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Watching begins before what is there is given, so that no change falls between.
        using var changes = _watch ? new ManifestChanges(Files.Select(Path.GetFullPath), _time) : null;
        var given = new Dictionary<string, string>();
        foreach (var item in Difference(given, _current))
        {
            yield return item;
        }

        yield return PodSourceItem.Synced;
        while (true)
        {
            await (changes?.NextAsync(cancellationToken) ?? Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken));
            Reload();
            foreach (var item in Difference(given, _current))
            {
                yield return item;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        if (_watch)
        {
            var fresh = Read();
            if (fresh.HasErrors)
            {
                throw new ProviderException(
                    ErrorReason.Transient, $"The manifests cannot all be read: {fresh.Diagnostics.First(one => one.Severity == ManifestSeverity.Error)}");
            }

            return Task.FromResult<IReadOnlyCollection<string>>([.. fresh.Pods.Select(KeyOf)]);
        }

        return Task.FromResult<IReadOnlyCollection<string>>([.. _current.Pods.Select(KeyOf)]);
    }

    /// <inheritdoc/>
    public bool Covers(string key)
    {
        var end = key.LastIndexOf('#');
        var file = end < 0 ? key : key[..end];
        return file == StandardInputName
            ? _paths.Contains(ManifestReader.StandardInput)
            : Files.Select(Path.GetFullPath).Any(path => file == path || Path.GetDirectoryName(file) == Path.TrimEndingDirectorySeparator(path));
    }

    /// <inheritdoc/>
    public ValueTask<T?> FindAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => _objects.FindAsync<T>(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<T>> ListAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : KubernetesObject => _objects.ListAsync<T>(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken) =>
        _objects.GetJsonAsync(key, cancellationToken);

    /// <inheritdoc/>
    public IDisposable Watch(ObjectKey key, Action changed) => _objects.Watch(key, changed);

    private IEnumerable<string> Files => _paths.Where(path => path != ManifestReader.StandardInput);

    // The place of the file, however it was named, so that another working directory finds the same pods.
    private static string KeyOf(ManifestPod pod)
    {
        var file = pod.File == StandardInputName ? pod.File : Path.GetFullPath(pod.File);
        return $"{file}#{pod.Pod.Metadata.Namespace}/{pod.Pod.Metadata.Name}";
    }

    private List<PodSourceItem> Difference(Dictionary<string, string> given, ManifestSet wanted)
    {
        var items = new List<PodSourceItem>();
        var keys = wanted.Pods.Select(KeyOf).ToHashSet();
        foreach (var key in given.Keys.Where(key => !keys.Contains(key)).ToList())
        {
            given.Remove(key);
            items.Add(PodSourceItem.Deleted(key));
        }

        foreach (var pod in wanted.Pods)
        {
            var key = KeyOf(pod);
            if (given.GetValueOrDefault(key) != pod.Hash)
            {
                given[key] = pod.Hash;

                // Who runs a file by hand wants it to run; a watched directory only says what shall be there.
                items.Add(PodSourceItem.Set(new DesiredPod { Key = key, Hash = pod.Hash, Pod = pod.Pod, RunAgain = !_watch }));
            }
        }

        return items;
    }

    // A file that is gone takes its pods with it. A directory that is gone is a mishap, and takes nothing.
    private ManifestSet Read() => _reader.Read(_paths.Where(IsReadable), new MemoryStream(_input));

    private static bool IsReadable(string path) =>
        path == ManifestReader.StandardInput || Path.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)));

    private void Reload()
    {
        var next = Read();
        var broken = new HashSet<string>();
        foreach (var diagnostic in next.Diagnostics)
        {
            if (diagnostic.Severity == ManifestSeverity.Error)
            {
                broken.Add(diagnostic.File);
                LogKept(diagnostic.ToString());
            }
            else
            {
                LogWarning(diagnostic.ToString());
            }
        }

        // What was last read well of a broken file stays.
        bool Stays(string file) => broken.Contains(file) || broken.Contains(Path.GetDirectoryName(file) ?? "");
        var kept = _current.Pods.Where(pod => Stays(pod.File)).ToList();
        var keys = kept.Select(KeyOf).ToHashSet();
        _current = next with { Pods = [.. next.Pods.Where(pod => !keys.Contains(KeyOf(pod))), .. kept] };
        if (broken.Count == 0)
        {
            _objects.Set(_current);
        }
    }
}
