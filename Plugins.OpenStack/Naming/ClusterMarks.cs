using System.Security.Cryptography;
using System.Text;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client.Networking;

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
    /// <summary>On security groups: the agent has given the cluster up, and another one may take it.</summary>
    public const string ReleasedTag = "reeve-released=true";

    /// <summary>On security groups: an agent that had the cluster before, by whose name things are called that cannot be renamed.</summary>
    public const string FormerTag = "reeve-former=";

    private const string Maker = "reeve ";
    private const string TenantTag = "reeve-tenant=";
    private const string ClusterTag = "reeve-cluster=";
    private const int MaxTag = 60;
    private const int HashLength = 10;
    private const int KeyHashLength = 8; // another length than that of names, so that none of them is taken for the other

    public ClusterMarks(ClusterId cluster)
    {
        Cluster = cluster;
        var tenant = cluster.Tenant.Length > 0 ? cluster.Tenant : "-"; // no tenant is called so
        Description = $"{Maker}agent={cluster.Owner.Token} tenant={tenant} cluster={cluster.Name}";
        Shared = [Tag(TenantTag, tenant), Tag(ClusterTag, cluster.Name)];
        Own = [AgentTag + cluster.Owner.Token, .. Shared];
        All = [.. Own, Tag(HostTag, cluster.Owner.Node)];
        Base = cluster.Tenant.Length > 0 ? $"{cluster.Tenant}-{cluster.Name}" : cluster.Name;
        Unique = UniqueOf(cluster.Owner.Token);
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

    /// <summary>What names began with when the cluster was that of another agent.</summary>
    public string UniqueOf(string token) => $"{Base}-{Hash($"{token}\0{Cluster.Tenant}\0{Cluster.Name}")}";

    /// <summary>What names began with when the cluster was that of other agents, as its security groups tell.</summary>
    public IReadOnlyList<string> FormerlyUnique(IEnumerable<string> tags) =>
        [.. tags.Where(tag => tag.StartsWith(FormerTag, StringComparison.Ordinal)).Select(tag => UniqueOf(tag[FormerTag.Length..])).Distinct()];

    /// <summary>The name of the key pair with a public key: another key is another pair.</summary>
    public string KeypairOf(string publicKey) => $"{Unique}-{Hash(publicKey)[..KeyHashLength]}";

    /// <summary>Whether a key pair is the cluster's, by its name.</summary>
    public bool HasKeypair(string name) => name == Unique
        || (name.Length == Unique.Length + 1 + KeyHashLength && name.StartsWith($"{Unique}-", StringComparison.Ordinal) && name[(Unique.Length + 1)..].All(char.IsAsciiHexDigitLower));

    /// <summary>A resource's name.</summary>
    public string Name(string what) => $"{Base}-{what}";

    /// <summary>Whose a tagged resource is, for messages: the agent's token and machine.</summary>
    public static string OwnerOf(IEnumerable<string> tags)
    {
        var all = tags.ToList();
        var token = Value(all, AgentTag);
        return Value(all, HostTag) is { Length: > 0 } host ? $"{token} on {host}" : token;
    }

    /// <summary>Whether an agent has made a rule of a security group, by its description.</summary>
    public static bool IsMarked(SecurityGroupRule rule) => rule.Description?.StartsWith(Maker, StringComparison.Ordinal) == true;

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
