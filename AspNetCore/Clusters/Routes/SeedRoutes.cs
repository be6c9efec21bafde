using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>The API that knows one cluster: <c>/api/v1alpha1</c>.</summary>
internal static class SeedRoutes
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/api/v1alpha1/";

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(ClusterCalls calls, AuditCalls audit)
    {
        const int ok = StatusCodes.Status200OK;
        yield return Cluster("GET", "AgentAPI_GetCluster", "Shows the cluster: what is wanted, and what is.", call => calls.GetAsync(call, ClusterDocuments.Of)) with { Role = ApiRole.Read, Mutates = false };
        yield return Cluster("POST", "AgentAPI_CreateCluster", "Makes the cluster. It goes on by itself.", call => calls.CreateAsync(call, ClusterDocuments.Of, ok)) with { Takes = typeof(ClusterDocument) };
        yield return Cluster("PUT", "AgentAPI_UpgradeCluster", "Takes the cluster to a version. What is not said stays as it is.", call => calls.ReplaceAsync(call, ClusterDocuments.Of, ok)) with { Takes = typeof(ClusterDocument) };
        yield return Cluster("PATCH", "AgentAPI_PatchCluster", "Changes settings: the network plugin's version, whether workloads run, certificate names, the registry.", call => calls.PatchAsync(call, ClusterDocuments.Of, ok)) with { Takes = typeof(ClusterDocument) };
        yield return Cluster("DELETE", "AgentAPI_DeleteCluster", "Removes the cluster and every change that it made to the system.", call => calls.DeleteAsync(call, ClusterDocuments.Of, ok)) with { Query = [ClusterRoutes.KeepData] };
        yield return Get("cluster/audit", "AgentAPI_AuditHistory", "Shows what was done with the cluster, latest first.", audit.HistoryAsync, typeof(AuditHistoryDocument)) with { Query = AuditCalls.Filters };
        yield return Get("kubeconfig", "AgentAPI_GetKubeconfig", "Gives a kubeconfig.", calls.KubeconfigAsync, typeof(KubeconfigDocument)) with { Role = ApiRole.Admin, Query = ClusterRoutes.KubeconfigParameters };
        yield return Get("certs", "AgentAPI_GetCerts", "Shows the certificates of the cluster.", calls.CertificatesAsync, typeof(CertificatesDocument));
        yield return Get("certs", "AgentAPI_ResetCerts", "Renews the certificates of the cluster. It goes on by itself.", calls.RenewAsync, typeof(EmptyDocument)) with { Method = "DELETE", Role = ApiRole.Operate, Mutates = true };
        yield return Get("reconciler", "AgentAPI_GetReconcilerRequest", "Shows what watches over the cluster.", calls.ReconcilerAsync, typeof(ReconcilerDocument));
    }

    private static ApiRoute Cluster(string method, string id, string summary, Func<ApiCall, Task> handler) =>
        Get("cluster", id, summary, handler, typeof(ClusterDocument)) with { Method = method, Role = ApiRole.Operate, Mutates = true };

    private static ApiRoute Get(string path, string id, string summary, Func<ApiCall, Task> handler, Type gives) =>
        new() { Method = "GET", Path = Prefix + path, Id = id, Summary = summary, Handler = handler, Gives = gives, KnowsTenants = true };
}
