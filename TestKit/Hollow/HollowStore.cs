using System.Text.Json;

namespace Reeve.Hollow;

/// <summary>Keeps records in a directory, one small file for each pod; or nowhere.</summary>
internal sealed class HollowStore(string? directory)
{
    public static HollowStore Nothing { get; } = new(null);

    public IEnumerable<HollowRecord> Load(Owner owner)
    {
        if (directory is null || !Directory.Exists(directory))
        {
            return [];
        }

        return Directory.EnumerateFiles(directory, "*.pod.json")
            .Select(path => JsonSerializer.Deserialize(File.ReadAllBytes(path), HollowJson.Default.HollowRecord))
            .OfType<HollowRecord>()
            .Where(record => record.Cluster == owner.Cluster && record.Node == owner.Node)
            .ToList();
    }

    public void Save(HollowRecord record)
    {
        if (directory is null)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        var path = PathOf(record);
        File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(record, HollowJson.Default.HollowRecord));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public void Remove(HollowRecord record)
    {
        if (directory is not null)
        {
            File.Delete(PathOf(record));
        }
    }

    private string PathOf(HollowRecord record)
    {
        var id = new PodId { Owner = new Owner { Cluster = record.Cluster, Node = record.Node }, Uid = record.Uid };
        return Path.Combine(directory!, id.Token + ".pod.json");
    }
}
