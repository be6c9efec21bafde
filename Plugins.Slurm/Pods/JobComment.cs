namespace Reeve.Plugins.Slurm.Pods;

/// <summary>The comment of a job, by which it is found again when its directory is not: <c>reeve/1 CLUSTER NODE UID</c>.</summary>
internal static class JobComment
{
    private const string Version = "reeve/1";

    /// <summary>Makes it. No part holds a space.</summary>
    public static string Of(PodId id) => $"{Version} {id.Owner.Cluster} {id.Owner.Node} {id.Uid}";

    /// <summary>Reads it; null if it is none.</summary>
    public static PodId? Parse(string comment) => comment.Split(' ') is [Version, { Length: > 0 } cluster, { Length: > 0 } node, { Length: > 0 } uid]
        ? new PodId { Owner = new Owner { Cluster = cluster, Node = node }, Uid = uid }
        : null;
}
