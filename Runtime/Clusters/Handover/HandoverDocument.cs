using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters.Handover;

/// <summary>A cluster as one agent hands it to another: whose it was, what is wanted of it, and its secrets. A secret as a whole.</summary>
internal sealed record HandoverDocument
{
    private const string KindName = "ClusterHandover";
    private const string Field = "contents";

    /// <summary>What the document is.</summary>
    public string Kind { get; set; } = KindName;

    public string Name { get; set; } = "";

    public string Tenant { get; set; } = "";

    /// <summary>The identity of the agent that releases it: both parts of its <see cref="Owner"/>.</summary>
    public string OwnerCluster { get; set; } = "";

    /// <inheritdoc cref="OwnerCluster"/>
    public string OwnerNode { get; set; } = "";

    public string Type { get; set; } = "";

    public ClusterGoal? Goal { get; set; }

    public Dictionary<string, string> Secrets { get; set; } = [];

    /// <summary>The cluster's identity with that agent.</summary>
    public ClusterId Former => new() { Owner = new Owner { Cluster = OwnerCluster, Node = OwnerNode }, Tenant = Tenant, Name = Name };

    /// <summary>Reads one for a cluster.</summary>
    /// <exception cref="ClusterRefusedException"><see cref="ClusterRefusal.Invalid"/>: it is none, or that of another cluster.</exception>
    public static HandoverDocument Read(string text, string key)
    {
        HandoverDocument? read;
        try
        {
            read = JsonSerializer.Deserialize(text, ClusterJson.Default.HandoverDocument);
        }
        catch (JsonException e)
        {
            // The reader's own message may show a piece of it.
            throw Refused($"it cannot be read at {e.Path ?? "$"}, line {e.LineNumber + 1}");
        }

        return read is not { Kind: KindName, Goal: not null, OwnerCluster.Length: > 0, OwnerNode.Length: > 0, Type.Length: > 0 } ? throw Refused("it is not what \"reeve cluster release\" gives")
            : ClusterKey.Of(read.Tenant, read.Name) != key ? throw Refused($"it is that of the cluster {ClusterKey.Of(read.Tenant, read.Name)}, not of {key}")
            : read;
    }

    /// <summary>The text that <see cref="Read"/> takes.</summary>
    public string Write() => JsonSerializer.Serialize(this, ClusterJson.Default.HandoverDocument);

    /// <summary>Says nothing of the contents.</summary>
    public override string ToString() => $"{KindName} {ClusterKey.Of(Tenant, Name)}";

    private static ClusterRefusedException Refused(string why) => new([ClusterFields.Invalid(Field, "…", why)]);
}
