using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Pods.Workers;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>
/// Pods, and the objects that they refer to, from files. Followed, a directory behaves as a kubelet's directory of static pods: a file
/// added, changed or deleted is pods added, replaced or deleted; a file that has become bad keeps what it said last, and this is
/// logged. Thread-safe.
/// </summary>
public sealed partial class FilePodSource : IPodSource, IObjectSource
{
    private const string InputFile = "stdin";
    private const int MaxDebounces = 10;

    private readonly Lock _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly ObjectWatches _watches = new();
    private readonly FilePodSourceOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ManifestScan _scan;
    private ManifestObjects _objects = new([]);
    private Dictionary<string, ManifestPod> _pods = [];
    private HashSet<string> _ignored = [];
    private bool _isLoaded;

    /// <summary>Creates a source; nothing is read yet.</summary>
    /// <param name="options">What to read.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Takes log entries.</param>
    public FilePodSource(FilePodSourceOptions options, TimeProvider timeProvider, ILogger<FilePodSource> logger)
    {
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _scan = new ManifestScan(options);
    }

    /// <inheritdoc/>
    public string Name => "files";

    /// <summary>The pods that shall run, as they were read last; without UIDs. A snapshot.</summary>
    public IReadOnlyList<Pod> Pods
    {
        get
        {
            lock (_lock)
            {
                return [.. _pods.Values.Select(pod => pod.Pod)];
            }
        }
    }

    /// <summary>Reads everything for the first time, or what changed since.</summary>
    /// <returns>Errors and warnings about the present content, for the user.</returns>
    public IReadOnlyList<ManifestDiagnostic> Load()
    {
        lock (_lock)
        {
            Scan(isTold: true);
            return
            [
                .. _scan.Diagnostics,
                .. _scan.Unreadable.Select(message => new ManifestDiagnostic { Severity = ManifestSeverity.Error, File = "manifests", Message = message }),
            ];
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = _options.Watch
            ? new PathWatch(_scan.Paths.Where(path => path != ManifestReader.StandardInput), _changed.Set, (path, error) => LogNotWatched(_logger, path, error))
            : null;
        var given = new Dictionary<string, ManifestPod>(StringComparer.Ordinal);
        foreach (var item in Changes(given))
        {
            yield return item;
        }

        yield return PodSourceItem.Synced;
        while (true)
        {
            await WaitAsync(cancellationToken);
            foreach (var item in Changes(given))
            {
                yield return item;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Scan();
            _changed.Set();
            return _scan.Unreadable.Count > 0
                ? throw new ProviderException(ErrorReason.Transient, _scan.Unreadable[0])
                : Task.FromResult<IReadOnlyCollection<string>>([.. _pods.Keys]);
        }
    }

    /// <inheritdoc/>
    public bool Covers(string key)
    {
        var separator = key.LastIndexOf('#');
        var file = separator < 0 ? key : key[..separator];
        return _scan.Paths.Any(path => path == ManifestReader.StandardInput
            ? file == InputFile
            : file == path || Path.GetDirectoryName(file) == path);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (!_options.Watch)
        {
            await _changed.WaitAsync(cancellationToken);
            return;
        }

        await _changed.WaitAsync(_options.RescanInterval, _timeProvider, cancellationToken);

        // A file that was moved here whole is read at once; one that is being written is given time, but not for ever.
        for (var round = 0; round < MaxDebounces && Unrest(isFirst: round == 0) is { Ticks: > 0 } rest; round++)
        {
            await Task.Delay(rest, _timeProvider, cancellationToken);
        }
    }

    private TimeSpan Unrest(bool isFirst)
    {
        lock (_lock)
        {
            return _scan.Unrest(_timeProvider.GetUtcNow(), isFirst);
        }
    }

    private List<PodSourceItem> Changes(Dictionary<string, ManifestPod> given)
    {
        lock (_lock)
        {
            if (!_isLoaded || _options.Watch)
            {
                Scan();
            }

            List<PodSourceItem> items = [.. given.Keys.Where(key => !_pods.ContainsKey(key)).Select(PodSourceItem.Deleted)];
            foreach (var (key, pod) in _pods)
            {
                if (!given.TryGetValue(key, out var before) || before.Hash != pod.Hash)
                {
                    items.Add(PodSourceItem.Set(new() { Key = key, Hash = pod.Hash, Pod = pod.Pod, RunAgain = !_options.Watch }));
                }
            }

            given.Clear();
            foreach (var (key, pod) in _pods)
            {
                given[key] = pod;
            }

            return items;
        }
    }

    // What the caller is told need not be logged as well.
    private void Scan(bool isTold = false)
    {
        var sets = _scan.Read();
        foreach (var message in isTold ? [] : _scan.Unreadable)
        {
            LogUnreadable(_logger, message);
        }

        foreach (var error in isTold ? [] : _scan.NewErrors)
        {
            LogBad(_logger, error);
        }

        // A name belongs to the first file that uses it, whatever comes later.
        var pods = new Dictionary<string, ManifestPod>(StringComparer.Ordinal);
        var names = new Dictionary<(string? Namespace, string Name), string>();
        var ignored = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pod in sets.SelectMany(set => set.Pods))
        {
            var name = (pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Name);
            if (names.TryAdd(name, pod.Key))
            {
                pods[pod.Key] = pod;
            }
            else if (ignored.Add(pod.Key) && !_ignored.Contains(pod.Key))
            {
                LogDuplicate(_logger, pod.Key, names[name]);
            }
        }

        var before = _objects;
        _isLoaded = true;
        _ignored = ignored;
        _pods = pods;
        _objects = new ManifestObjects(sets);
        _watches.Notify(before.Differences(_objects));
    }
}
