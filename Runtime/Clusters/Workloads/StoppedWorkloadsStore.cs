using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>What ran in clusters whose workloads are stopped, on disk: one document each, flushed before what it tells of is stopped.</summary>
internal sealed class StoppedWorkloadsStore(string directory, Action? moment = null)
{
    public bool Exists(ClusterId cluster) => File.Exists(PathOf(cluster));

    public StoppedWorkloads Read(ClusterId cluster)
    {
        var path = PathOf(cluster);
        return File.Exists(path)
            ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ClusterJson.Default.StoppedWorkloads) ?? new StoppedWorkloads()
            : new StoppedWorkloads();
    }

    /// <summary>Adds what is about to be stopped; of an object the newest note counts, of a pod the first.</summary>
    public void Add(ClusterId cluster, IReadOnlyList<StoppedObject> objects, IReadOnlyList<StoppedPod> pods)
    {
        var known = Read(cluster);
        var fresh = pods.Where(pod => known.Pods.All(other => other.Uid != pod.Uid)).ToList();
        if (objects.Count == 0 && fresh.Count == 0 && Exists(cluster))
        {
            return;
        }

        Write(cluster, new StoppedWorkloads
        {
            Objects = [.. known.Objects.Where(note => objects.All(other => other.Uid != note.Uid)), .. objects],
            Pods = [.. known.Pods, .. fresh],
        });
    }

    public void Delete(ClusterId cluster)
    {
        if (Exists(cluster))
        {
            moment?.Invoke();
            File.Delete(PathOf(cluster));
            DirectorySync.Flush(directory);
        }
    }

    private void Write(ClusterId cluster, StoppedWorkloads stopped)
    {
        moment?.Invoke();
        PrivateDirectory.Create(directory);
        StateFiles.Replace(PathOf(cluster), JsonSerializer.SerializeToUtf8Bytes(stopped, ClusterJson.Default.StoppedWorkloads), durable: true);
        moment?.Invoke();
    }

    private string PathOf(ClusterId cluster) => Path.Combine(directory, $"{ClusterToken.Of(cluster)}.json");
}
