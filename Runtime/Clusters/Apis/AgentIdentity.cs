namespace Reeve.Runtime.Clusters.Apis;

/// <summary>
/// As whom the agent talks to its clusters. It has the same certificate as administrators who use the cluster's kubeconfig; by a name of its own
/// its writes can be told from theirs, in the API server's audit log and while writes are refused.
/// </summary>
internal static class AgentIdentity
{
    public const string User = "reeve:agent";

    /// <summary>Somebody who is not the agent and may do everything: shows that writes are refused.</summary>
    public const string Probe = "reeve:probe";

    public const string Group = "system:masters";
}
