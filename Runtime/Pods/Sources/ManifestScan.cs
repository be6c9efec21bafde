using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>
/// Reads the manifests of some paths again and again, only those that changed. A file that becomes bad, or cannot be read, keeps the
/// content that it last had without errors; only a file that is gone from a readable directory is gone. Not thread-safe.
/// </summary>
internal sealed class ManifestScan
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly FilePodSourceOptions _options;
    private readonly ManifestReader _reader;
    private readonly Dictionary<string, ManifestFile> _files = new(StringComparer.Ordinal);
    private ManifestSet? _input;

    public ManifestScan(FilePodSourceOptions options)
    {
        _options = options;
        _reader = new ManifestReader(options.Manifests);
        Paths = [.. options.Paths.Select(path => path == ManifestReader.StandardInput ? path : Path.GetFullPath(path))];
    }

    /// <summary>The paths, absolute.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Files and directories that could not be read the last time, one sentence each.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Files whose content has become bad since the time before.</summary>
    public List<ManifestDiagnostic> NewErrors { get; } = [];

    /// <summary>Reads what changed.</summary>
    /// <returns>The content of every file, in the order of paths; where nothing changed, the very sets of the time before.</returns>
    public IReadOnlyList<ManifestSet> Read()
    {
        Unreadable.Clear();
        NewErrors.Clear();
        var sets = new List<ManifestSet>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Paths)
        {
            if (path == ManifestReader.StandardInput)
            {
                sets.Add(_input ??= _reader.Read([path], _options.StandardInput));
                continue;
            }

            sets.AddRange(Expand(path).Where(seen.Add).Select(ReadFile));
        }

        foreach (var gone in _files.Keys.Except(seen).ToArray())
        {
            _files.Remove(gone);
        }

        return sets;
    }

    /// <summary>What is to be said about the present content of all files.</summary>
    public IReadOnlyList<ManifestDiagnostic> Diagnostics =>
        [.. (_input?.Diagnostics ?? []).Concat(_files.OrderBy(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Diagnostics))];

    // Errors name files as the user did; pods are known by absolute paths, wherever the agent is started.
    private ManifestSet Renamed(ManifestSet set, string path)
    {
        for (var i = 0; i < Paths.Count && set.Diagnostics.Count > 0; i++)
        {
            var name = path == Paths[i] ? _options.Paths[i]
                : Path.GetDirectoryName(path) == Paths[i] ? Path.Combine(_options.Paths[i], Path.GetFileName(path))
                : null;
            if (name is not null)
            {
                return set with { Diagnostics = [.. set.Diagnostics.Select(diagnostic => diagnostic with { File = name })] };
            }
        }

        return set;
    }

    /// <summary>
    /// How long the changed files have still to be left alone before they are read; zero if they were. A file that was moved in was left
    /// alone before; one that is gone may come back at once, because many editors save a file by putting another one in its place.
    /// </summary>
    /// <param name="now">The present time.</param>
    /// <param name="missingMayComeBack">Whether files that are gone are waited for.</param>
    public TimeSpan Unrest(DateTimeOffset now, bool missingMayComeBack)
    {
        var files = Paths.Where(path => path != ManifestReader.StandardInput).SelectMany(Expand).ToHashSet(StringComparer.Ordinal);
        if (missingMayComeBack && _files.Keys.Any(file => !files.Contains(file)))
        {
            return _options.Debounce;
        }

        var unrest = TimeSpan.Zero;
        foreach (var file in files.Select(path => new FileInfo(path)).Where(file => file.Exists))
        {
            if (_files.GetValueOrDefault(file.FullName)?.Stamp != (file.Length, file.LastWriteTimeUtc))
            {
                // A time in the future is that of another clock, and says nothing.
                var age = now - file.LastWriteTimeUtc;
                var rest = age < TimeSpan.Zero ? _options.Debounce : _options.Debounce - age;
                unrest = rest > unrest ? rest : unrest;
            }
        }

        return unrest;
    }

    private List<string> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        try
        {
            return [.. Directory.EnumerateFiles(path)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That a directory or a named file is not there now does not say that its pods are unwanted.
            Unreadable.Add($"{path} cannot be read: {e.Message}");
            return [.. _files.Keys.Where(file => file == path || Path.GetDirectoryName(file) == path).Order(StringComparer.Ordinal)];
        }
    }

    private ManifestSet ReadFile(string path)
    {
        var before = _files.GetValueOrDefault(path);
        try
        {
            var info = new FileInfo(path);
            var stamp = info.Exists ? (info.Length, info.LastWriteTimeUtc) : throw new FileNotFoundException("the file is not there");
            if (before is not null && before.Stamp == stamp)
            {
                return before.Good;
            }

            var set = Renamed(_reader.Read([path]), path);
            if (set.HasErrors)
            {
                NewErrors.AddRange(set.Diagnostics.Where(diagnostic => diagnostic.Severity == ManifestSeverity.Error));
            }

            var good = !set.HasErrors ? set : before?.Good ?? new ManifestSet();
            _files[path] = new() { Stamp = stamp, Good = good, Diagnostics = set.Diagnostics };
            return good;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unreadable.Add($"{path} cannot be read: {e.Message}");
            return before?.Good ?? new ManifestSet();
        }
    }
}
