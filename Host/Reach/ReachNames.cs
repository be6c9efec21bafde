using System.Text.Json;

namespace Reeve.Host.Reach;

/// <summary>
/// The names in DNS that the agent has given to clusters, on disk: each is written down before its record is made, and struck out after it is removed, so that no record is
/// forgotten by a crash. One caller at a time.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ReachNames(string path)
{
    private SortedDictionary<string, string>? _names;

    /// <summary>The names, each with the cluster that has it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyDictionary<string, string> All => _names ??= Read();

    /// <summary>Writes a name down.</summary>
    /// <exception cref="IOException">It is not on disk.</exception>
    public void Add(string name, string key) => Change(names => names[name] = key);

    /// <summary>Strikes a name out.</summary>
    /// <exception cref="IOException">It is not on disk.</exception>
    public void Remove(string name) => Change(names => names.Remove(name));

    private void Change(Action<SortedDictionary<string, string>> change)
    {
        var next = new SortedDictionary<string, string>(All.ToDictionary(), StringComparer.Ordinal);
        change(next);
        Write(next);
        _names = next;
    }

    private SortedDictionary<string, string> Read()
    {
        if (!File.Exists(path))
        {
            return new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        try
        {
            return new SortedDictionary<string, string>(JsonSerializer.Deserialize(File.ReadAllBytes(path), ReachJson.Default.DictionaryStringString) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private void Write(SortedDictionary<string, string> names)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path + ".tmp", options))
        {
            JsonSerializer.Serialize(file, new Dictionary<string, string>(names), ReachJson.Default.DictionaryStringString);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
