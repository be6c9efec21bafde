namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Names by which what was stopped is known again.</summary>
internal static class WorkloadMarks
{
    /// <summary>
    /// Annotation of a stopped object: the merge patch that starts it again. Label of what stopping makes. Node label that no node has, by which
    /// a DaemonSet finds no node.
    /// </summary>
    public const string Stopped = "reeve.dev/stopped";

    /// <summary>The quota that keeps pods from being made.</summary>
    public const string Quota = "reeve-workloads-stopped";

    /// <summary>Where pods without a controller are kept meanwhile.</summary>
    public const string Namespace = "kube-system";

    private const string ConfigMapPrefix = "reeve-stopped-";

    public static string ConfigMapOf(string podUid) => ConfigMapPrefix + podUid;

    public static string UidOf(string configMap) => configMap[ConfigMapPrefix.Length..];
}
