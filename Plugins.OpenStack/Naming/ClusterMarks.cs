using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Naming;

/// <summary>
/// How the resources of one cluster are known: by a description that is there from the first moment (or tags, where those can be given at once), by
/// tags for people and other programs, and by names. All of it depends on the cluster's identity alone. Immutable.
/// </summary>
/// <remarks>Tags have at most 60 characters without slash and comma (Nova's API reference, server tags).</remarks>
internal sealed class ClusterMarks
{
    public const string AgentTag = "reeve-agent=";
    public const string HostTag = "reeve-host=";
    private const string TenantTag = "reeve-tenant=";
    private const string ClusterTag = "reeve-cluster=";
    private const int MaxTag = 60;
    private const int HashLength = 10;

    public ClusterMarks(ClusterId cluster)
    {
        Cluster = cluster;
        var tenant = cluster.Tenant.Length > 0 ? cluster.Tenant : "-"; // no tenant is called so
        Description = $"reeve agent={cluster.Owner.Token} tenant={tenant} cluster={cluster.Name}";
        Shared = [Tag(TenantTag, tenant), Tag(ClusterTag, cluster.Name)];
        Own = [AgentTag + cluster.Owner.Token, .. Shared];
        All = [.. Own, Tag(HostTag, cluster.Owner.Node)];
        Base = cluster.Tenant.Length > 0 ? $"{cluster.Tenant}-{cluster.Name}" : cluster.Name;
        Unique = $"{Base}-{Hash($"{cluster.Owner.Token}\0{cluster.Tenant}\0{cluster.Name}")}";
    }

    public ClusterId Cluster { get; }

    /// <summary>The description of everything that can have one.</summary>
    public string Description { get; }

    /// <summary>Tags that any agent's cluster of this tenant and name has.</summary>
    public IReadOnlyList<string> Shared { get; }

    /// <summary>Tags that only this cluster has.</summary>
    public IReadOnlyList<string> Own { get; }

    /// <summary>The tags that resources get.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>What names begin with.</summary>
    public string Base { get; }

    /// <summary>What names begin with where the name alone is the identity.</summary>
    public string Unique { get; }

    /// <summary>A resource's name.</summary>
    public string Name(string what) => $"{Base}-{what}";

    /// <summary>Whose a tagged resource is, for messages: the agent's token and machine.</summary>
    public static string OwnerOf(IEnumerable<string> tags)
    {
        var all = tags.ToList();
        var token = Value(all, AgentTag);
        return Value(all, HostTag) is { Length: > 0 } host ? $"{token} on {host}" : token;
    }

    /// <summary>The value of a tag; empty if there is none.</summary>
    public static string Value(IEnumerable<string> tags, string prefix) =>
        tags.FirstOrDefault(tag => tag.StartsWith(prefix, StringComparison.Ordinal)) is { } tag ? tag[prefix.Length..] : "";

    private static string Tag(string prefix, string value)
    {
        var clean = string.Concat(value.Select(letter => letter is '/' or ',' ? '.' : letter));
        var room = MaxTag - prefix.Length;
        return clean == value && clean.Length <= room ? prefix + value : $"{prefix}{clean[..Math.Min(clean.Length, room - HashLength - 1)]}~{Hash(value)}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
