using System.Text.Json;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>The content of a pod's identity file: whose directory it is.</summary>
internal sealed record PodIdentity
{
    /// <summary>The owner's cluster.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The owner's node.</summary>
    public string Node { get; set; } = "";

    /// <summary>The pod's UID.</summary>
    public string Uid { get; set; } = "";

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is none, or does not belong to a directory of this name.</returns>
    public static PodId? Parse(ReadOnlySpan<byte> json, string token)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, SlurmJson.Default.PodIdentity) is { Cluster.Length: > 0, Node.Length: > 0, Uid.Length: > 0 } identity)
            {
                var id = new PodId { Owner = new Owner { Cluster = identity.Cluster, Node = identity.Node }, Uid = identity.Uid };
                return id.Token == token ? id : null;
            }
        }
        catch (JsonException)
        {
            // Half written, or somebody else's: not a pod of ours.
        }

        return null;
    }
}
