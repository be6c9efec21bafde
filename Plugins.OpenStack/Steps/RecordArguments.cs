using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>What a cluster shall be, to compare with what it is.</summary>
internal sealed record RecordArguments
{
    /// <summary>What it is stored as: with the secrets, though it is none, since that is what is there wherever the cluster is looked at.</summary>
    public const string SecretName = "record.wanted";

    /// <summary>What it was before the latest operation.</summary>
    public const string BeforeName = "record.before";

    /// <summary>The operation that noted it; empty in plans.</summary>
    public string Operation { get; init; } = "";

    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Where the API server is reached, <c>HOST:PORT</c>; may refer to outputs.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The wanted resources: names by kind.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Wanted { get; init; }

    /// <summary>The wanted rules of security groups, by the groups' names; may refer to outputs.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SecurityRule>> Rules { get; init; }

    /// <summary>The fields that are fixed once it is there, with their values.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; set; } = new Dictionary<string, string>();
}
