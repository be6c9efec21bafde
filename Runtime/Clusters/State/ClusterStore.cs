using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Clusters.State;

/// <summary>What is known of clusters, on disk: one document each, replaced as a whole and flushed before a call returns.</summary>
/// <param name="directory">Where; made with mode 0700.</param>
/// <param name="moment">Called before a document is written, and after: where a test lets the process die.</param>
internal sealed class ClusterStore(string directory, Action? moment = null)
{
    private const string Extension = ".json";

    /// <summary>Reads all documents.</summary>
    /// <exception cref="InvalidDataException">One cannot be read: the agent must not begin without knowing what is there.</exception>
    public IReadOnlyList<ClusterDocument> ReadAll()
    {
        PrivateDirectory.Create(directory);
        return [.. Directory.EnumerateFiles(directory, $"*{Extension}").Order(StringComparer.Ordinal).Select(Read)];
    }

    public void Write(ClusterId cluster, ClusterDocument document)
    {
        moment?.Invoke();
        PrivateDirectory.Create(directory);
        StateFiles.Replace(
            Path.Combine(directory, ClusterToken.Of(cluster) + Extension),
            JsonSerializer.SerializeToUtf8Bytes(document, ClusterJson.Default.ClusterDocument),
            durable: true);
        moment?.Invoke();
    }

    private static ClusterDocument Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ClusterJson.Default.ClusterDocument)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
