using System.Text.Json;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Oci;

/// <summary>The records of images, one file each; a file's time says when the image was last used. Not thread-safe.</summary>
internal sealed class ImageRecords
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, ImageRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    public ImageRecords(string directory, TimeProvider time)
    {
        (_directory, _time) = (directory, time);
        PrivateDirectory.Create(directory);
        foreach (var file in Directory.EnumerateFiles(directory, "*.json"))
        {
            if (Read(file) is { } record)
            {
                _records[record.Id] = record;
                _used[record.Id] = File.GetLastWriteTimeUtc(file);
            }
        }
    }

    public IReadOnlyCollection<ImageRecord> All => _records.Values;

    public DateTimeOffset UsedAt(ImageRecord record) => _used[record.Id];

    public ImageRecord? Find(string id) => _records.GetValueOrDefault(id);

    /// <summary>The image that a reference means.</summary>
    public ImageRecord? Find(OciReference reference)
    {
        if (reference.Digest is { } digest)
        {
            var name = $"{reference.Name}@{digest}";
            return _records.Values.FirstOrDefault(record => record.Digests.Contains(name) || record.Id == digest.ToString());
        }

        var full = reference.ToString();
        return _records.Values.FirstOrDefault(record => record.Names.Contains(full));
    }

    /// <summary>Adds an image, or names to one; another image loses these names.</summary>
    public ImageRecord Put(ImageRecord record)
    {
        if (_records.TryGetValue(record.Id, out var known))
        {
            record = known with
            {
                Names = [.. known.Names.Union(record.Names)],
                Digests = [.. known.Digests.Union(record.Digests)],
            };
        }

        Save(record);
        foreach (var other in _records.Values.Where(other => other.Id != record.Id && other.Names.Intersect(record.Names).Any()).ToList())
        {
            Save(other with { Names = [.. other.Names.Except(record.Names)] });
        }

        return record;
    }

    /// <summary>Takes a name from an image.</summary>
    public void RemoveName(ImageRecord record, string name) => Save(record with { Names = [.. record.Names.Where(other => other != name)] });

    public void Remove(ImageRecord record)
    {
        File.Delete(PathOf(record));
        _records.Remove(record.Id);
        _used.Remove(record.Id);
    }

    /// <summary>Notes that an image is used now.</summary>
    public void Touch(ImageRecord record)
    {
        var now = _time.GetUtcNow();
        _used[record.Id] = now;
        File.SetLastWriteTimeUtc(PathOf(record), now.UtcDateTime);
    }

    private static ImageRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), OciJsonContext.Default.ImageRecord);
        }
        catch (JsonException)
        {
            return null; // of a later version, or damaged: its layers are collected, and it is pulled again
        }
    }

    private string PathOf(ImageRecord record) => Path.Combine(_directory, OciDigest.Parse(record.Id).Hex + ".json");

    private void Save(ImageRecord record)
    {
        StateFiles.Replace(PathOf(record), JsonSerializer.SerializeToUtf8Bytes(record, OciJsonContext.Default.ImageRecord), durable: true);
        _records[record.Id] = record;
        Touch(record);
    }
}
