using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>The ledgers of clusters on disk, one document each. One operation at a time writes that of its cluster.</summary>
internal sealed class LedgerStore(string root)
{
    public IReadOnlyList<AppliedStep> Get(ClusterId cluster)
    {
        var path = PathOf(cluster);
        return File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), OperationJson.Default.LedgerDocument)!.Steps
            : [];
    }

    /// <summary>Replaces a ledger, on disk before this returns. An empty one is deleted.</summary>
    public void Set(ClusterId cluster, IReadOnlyList<AppliedStep> steps)
    {
        var path = PathOf(cluster);
        PrivateDirectory.Create(root);
        if (steps.Count > 0)
        {
            var document = new LedgerDocument { Cluster = cluster, Steps = steps };
            StateFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(document, OperationJson.Default.LedgerDocument), durable: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
            DirectorySync.Flush(root);
        }
    }

    private string PathOf(ClusterId cluster) => Path.Combine(root, $"{ClusterToken.Of(cluster)}.json");
}
