using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>
/// The revisions of one proxy on disk. A revision is written first and becomes the current one afterwards, by a file that names it: a crash
/// in between leaves the former one current. One writer at a time.
/// </summary>
internal sealed class RevisionStore
{
    private const int Kept = 100;

    private readonly string _directory;
    private readonly string _current;

    public RevisionStore(string directory)
    {
        _directory = Path.Combine(directory, "revisions");
        _current = Path.Combine(directory, "current.json");
        PrivateDirectory.Create(directory);
        PrivateDirectory.Create(_directory);
    }

    /// <summary>The current one; null before the first.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public ProxyRevision? Current => File.Exists(_current) ? Find(Read(_current, ProxyJson.Default.CurrentRevision).Revision) : null;

    /// <summary>Numbers of the revisions that are kept, the newest first.</summary>
    public IReadOnlyList<long> Numbers
    {
        get
        {
            var current = File.Exists(_current) ? Read(_current, ProxyJson.Default.CurrentRevision).Revision : 0;

            // A number above the current one was never said to be applied.
            return [.. AllNumbers().Where(number => number <= current).OrderDescending()];
        }
    }

    /// <summary>A revision that is kept, or null.</summary>
    public ProxyRevision? Find(long revision) => File.Exists(PathOf(revision)) ? Read(PathOf(revision), ProxyJson.Default.ProxyRevision) : null;

    /// <summary>Writes a revision that is not current yet.</summary>
    public void Prepare(ProxyRevision revision) =>
        StateFiles.Replace(PathOf(revision.Revision), JsonSerializer.SerializeToUtf8Bytes(revision, ProxyJson.Default.ProxyRevision), durable: true);

    /// <summary>Makes a prepared revision the current one, on disk before this returns, and lets go of the oldest ones.</summary>
    public void Commit(long revision)
    {
        StateFiles.Replace(
            _current, JsonSerializer.SerializeToUtf8Bytes(new CurrentRevision { Revision = revision }, ProxyJson.Default.CurrentRevision), durable: true);
        foreach (var old in AllNumbers().Where(number => number <= revision - Kept))
        {
            File.Delete(PathOf(old));
        }
    }

    /// <summary>Takes a prepared revision away.</summary>
    public void Discard(long revision) => File.Delete(PathOf(revision));

    private static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new InvalidDataException($"{path} holds nothing.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    private IEnumerable<long> AllNumbers() => Directory.EnumerateFiles(_directory, "*.json")
        .Select(path => long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
        .Where(number => number > 0);

    private string PathOf(long revision) => Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"{revision:D10}.json"));
}
