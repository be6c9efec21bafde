using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>The API that knows several clusters: <c>/api/v1/clusters</c>.</summary>
internal static class ClusterRoutes
{
    /// <summary>Whether data outlive the cluster.</summary>
    public static readonly (string, string) KeepData = ("keepData", "true leaves volumes and the database on the machine, where the provisioner can do that.");

    /// <summary>Whose kubeconfig is wanted.</summary>
    public static readonly IReadOnlyList<(string, string)> KubeconfigParameters =
    [
        ("user", "The user of a kubeconfig of its own; otherwise the administrator's."),
        ("groups", "The groups of that user, separated by commas."),
        ("lifetime", "How long it is valid, such as 8h."),
    ];

    /// <summary>Where they begin.</summary>
    public const string Prefix = "/api/v1/clusters";

    private const string All = Prefix;
    private const string One = "/api/v1/clusters/{name}";

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(IClusterManager clusters, ClusterCalls calls, AuditCalls audit)
    {
        const int accepted = StatusCodes.Status202Accepted;
        yield return Get(All, "ListClusters", "Lists the clusters.", call => ListAsync(call, clusters), typeof(ClusterListDocument)) with { Query = [TenantScope.Parameter] };
        yield return Get(One, "GetCluster", "Shows a cluster.", call => calls.GetAsync(call, ClusterDocuments.Named), typeof(ClusterDocument));
        yield return Change("POST", "CreateCluster", "Makes a cluster. It goes on by itself.", call => calls.CreateAsync(call, ClusterDocuments.Named, accepted)) with { Takes = typeof(ClusterDocument) };
        yield return Change("PUT", "ReplaceCluster", "Takes a cluster to a version, or to settings. What is not said stays as it is.", call => calls.ReplaceAsync(call, ClusterDocuments.Named, accepted)) with { Takes = typeof(ClusterDocument) };
        yield return Change("PATCH", "PatchCluster", "Changes settings of a cluster.", call => calls.PatchAsync(call, ClusterDocuments.Named, accepted)) with { Takes = typeof(ClusterDocument) };
        yield return Change("DELETE", "DeleteCluster", "Removes a cluster and every change that it made to the system.", call => calls.DeleteAsync(call, ClusterDocuments.Named, accepted)) with { Query = [KeepData] };
        yield return Get($"{One}/plan", "PlanCluster", "Says what would be done, and does nothing.", calls.PlanAsync, typeof(PlanDocument)) with
        {
            Method = "POST",
            Takes = typeof(ClusterDocument),
            Query = [("verb", "What would be asked: create, replace, patch, delete or renewCertificates; otherwise create or replace, as things are.")],
        };
        yield return Get($"{One}/kubeconfig", "GetKubeconfig", "Gives a kubeconfig.", calls.KubeconfigAsync, typeof(KubeconfigDocument)) with { Role = ApiRole.Admin, Query = KubeconfigParameters };
        yield return Get($"{One}/certs", "GetCertificates", "Shows the certificates of a cluster.", calls.CertificatesAsync, typeof(CertificatesDocument));
        yield return Change("DELETE", "RenewCertificates", "Renews the certificates of a cluster.", calls.RenewAsync) with { Path = $"{One}/certs", Gives = typeof(EmptyDocument) };
        yield return Get($"{One}/reconciler", "GetReconciler", "Shows what watches over a cluster.", calls.ReconcilerAsync, typeof(ReconcilerDocument));
        yield return Change("PUT", "SetReconciler", "Pauses what watches over a cluster, or lets it go on.", calls.SetReconcilerAsync) with
        {
            Path = $"{One}/reconciler",
            Takes = typeof(ReconcilerDocument),
            Gives = typeof(ReconcilerDocument),
        };
        yield return Get($"{One}/audit", "GetClusterAudit", "Shows entries of the audit trail about a cluster, latest first.", audit.ListAsync, typeof(AuditListDocument)) with { Query = AuditCalls.Filters };
    }

    private static Task ListAsync(ApiCall call, IClusterManager clusters)
    {
        var shown = clusters.List().Where(view => TenantScope.Shows(call, view.Tenant));
        return call.WriteAsync(new ClusterListDocument { Items = [.. shown.Select(ClusterDocuments.Named)] }, ApiJson.TypeInfo<ClusterListDocument>());
    }

    private static ApiRoute Get(string path, string id, string summary, Func<ApiCall, Task> handler, Type gives) =>
        new() { Method = "GET", Path = path, Id = id, Summary = summary, Handler = handler, Gives = gives, KnowsTenants = true };

    private static ApiRoute Change(string method, string id, string summary, Func<ApiCall, Task> handler) =>
        Get(One, id, summary, handler, typeof(ClusterDocument)) with { Method = method, Role = ApiRole.Operate, Mutates = true };
}
