using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Text;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Calls about one cluster: the same for the API that knows one and for the one that knows several.</summary>
/// <param name="clusters">The clusters.</param>
/// <param name="types">Types of clusters that are configured, by name.</param>
/// <param name="renewBefore">How long before their end certificates are renewed.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterCalls(IClusterManager clusters, IReadOnlyDictionary<string, string> types, TimeSpan renewBefore, TimeProvider time)
{
    private const string OperationHeader = "Reeve-Operation";

    /// <summary>Shows it.</summary>
    public Task GetAsync(ApiCall call, Func<ClusterView, ClusterDocument> shape) =>
        call.WriteAsync(shape(Find(call.Cluster)), ApiJson.TypeInfo<ClusterDocument>());

    /// <summary>Makes it.</summary>
    public async Task CreateAsync(ApiCall call, Func<ClusterView, ClusterDocument> shape, int status)
    {
        var spec = await ReadSpecAsync(call);
        if (string.IsNullOrWhiteSpace(spec.ClusterType) && string.IsNullOrWhiteSpace(spec.Flavor) && types.TryGetValue(call.Cluster, out var type))
        {
            spec = spec with { ClusterType = type };
        }

        var desired = SpecReader.Read(spec, SpecForm.Merge(null, spec));
        await AcceptedAsync(call, await clusters.CreateAsync(call.Cluster, desired, call.Caller.ToString(), call.Aborted), shape, status);
    }

    /// <summary>Takes it to a version, or to settings.</summary>
    public async Task ReplaceAsync(ApiCall call, Func<ClusterView, ClusterDocument> shape, int status) =>
        await AcceptedAsync(call, await clusters.ReplaceAsync(call.Cluster, await ReadChangeAsync(call), call.Caller.ToString(), call.Aborted), shape, status);

    /// <summary>Changes settings.</summary>
    public async Task PatchAsync(ApiCall call, Func<ClusterView, ClusterDocument> shape, int status) =>
        await AcceptedAsync(call, await clusters.PatchAsync(call.Cluster, await ReadChangeAsync(call), call.Caller.ToString(), call.Aborted), shape, status);

    /// <summary>Removes it.</summary>
    public async Task DeleteAsync(ApiCall call, Func<ClusterView, ClusterDocument> shape, int status)
    {
        var options = new ClusterDeleteOptions { KeepData = call.Flag("keepData") };
        await AcceptedAsync(call, await clusters.DeleteAsync(call.Cluster, options, call.Caller.ToString(), call.Aborted), shape, status);
    }

    /// <summary>Says what would be done.</summary>
    public async Task PlanAsync(ApiCall call)
    {
        var verb = call.Query("verb") switch
        {
            null => clusters.Find(call.Cluster) is { Phase: not (ClusterPhase.NotInitialised or ClusterPhase.Deleted or ClusterPhase.Released) } ? ClusterVerb.Replace : ClusterVerb.Create,
            "create" => ClusterVerb.Create,
            "replace" => ClusterVerb.Replace,
            "patch" => ClusterVerb.Patch,
            "delete" => ClusterVerb.Delete,
            "renewCertificates" => ClusterVerb.RenewCertificates,
            _ => throw ApiCall.Invalid("verb", "is one of create, replace, patch, delete and renewCertificates"),
        };
        var desired = verb is ClusterVerb.Delete or ClusterVerb.RenewCertificates ? null : await ReadChangeAsync(call);
        await call.WriteAsync(OperationDocuments.Of(await clusters.PlanAsync(call.Cluster, verb, desired, call.Aborted)), ApiJson.TypeInfo<PlanDocument>());
    }

    /// <summary>Gives a kubeconfig.</summary>
    public async Task KubeconfigAsync(ApiCall call)
    {
        var request = new KubeconfigRequest
        {
            User = call.Query("user"),
            Groups = call.Query("groups")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Lifetime = call.Query("lifetime") is not { } text ? null
                : DurationText.TryParse(text, out var length) && length > TimeSpan.Zero ? length
                : throw ApiCall.Invalid("lifetime", "is a duration such as 8h"),
        };
        await call.WriteAsync(
            new KubeconfigDocument { Contents = await clusters.GetKubeconfigAsync(call.Cluster, request, call.Aborted) }, ApiJson.TypeInfo<KubeconfigDocument>());
    }

    /// <summary>Shows its certificates.</summary>
    public async Task CertificatesAsync(ApiCall call) => await call.WriteAsync(
        CertificateDocuments.Of(await clusters.GetCertificatesAsync(call.Cluster, call.Aborted), renewBefore, time.GetUtcNow()),
        ApiJson.TypeInfo<CertificatesDocument>());

    /// <summary>Renews its certificates.</summary>
    public async Task RenewAsync(ApiCall call)
    {
        Mark(call, await clusters.RenewCertificatesAsync(call.Cluster, call.Caller.ToString(), call.Aborted));
        await call.WriteAsync(new EmptyDocument(), ApiJson.TypeInfo<EmptyDocument>());
    }

    /// <summary>Shows what watches over it.</summary>
    public Task ReconcilerAsync(ApiCall call)
    {
        var state = clusters.GetReconciler(call.Cluster);
        return call.WriteAsync(
            new ReconcilerDocument { Reconciler = new ReconcilerStateDocument { Name = state.Name, Status = state.Status, Paused = state.IsPaused ? true : null } },
            ApiJson.TypeInfo<ReconcilerDocument>());
    }

    /// <summary>Pauses what watches over it, or lets it go on.</summary>
    public async Task SetReconcilerAsync(ApiCall call)
    {
        var wanted = await call.ReadAsync(ApiJson.TypeInfo<ReconcilerDocument>());
        if (wanted.Reconciler?.Paused is not { } paused)
        {
            throw ApiCall.Invalid("reconciler.paused", "has to be true or false");
        }

        clusters.SetReconciler(call.Cluster, paused);
        await ReconcilerAsync(call);
    }

    private ClusterView Find(string name) => clusters.Find(name) ?? throw new ApiException(RpcCode.NotFound, $"There is no cluster {name}.");

    private async Task<ClusterDesired> ReadChangeAsync(ApiCall call)
    {
        var spec = await ReadSpecAsync(call);
        return SpecReader.Read(spec, SpecForm.Merge(clusters.Find(call.Cluster) is { } view ? SpecForm.Of(view) : null, spec));
    }

    private static async Task<SpecDocument> ReadSpecAsync(ApiCall call)
    {
        var document = await call.ReadAsync(ApiJson.TypeInfo<ClusterDocument>());
        return document is { Kind: { Length: > 0 } kind and not ClusterDocument.KindName }
            ? throw ApiCall.Invalid("kind", $"is {ClusterDocument.KindName}, not {kind}")
            : document is { Metadata.Name: { Length: > 0 } name } && name != ClusterKey.Read(call.Cluster).Name && name != call.Cluster && call.Values.Count > 0
                ? throw ApiCall.Invalid("metadata.name", $"is {name}, and the path says {call.Cluster}")
            : document is { Metadata.Tenant: { Length: > 0 } tenant } && ClusterKey.TenantOf(tenant) != ClusterKey.Read(call.Cluster).Tenant && call.Values.Count > 0
                ? throw ApiCall.Invalid("metadata.tenant", $"is {tenant}, and the call is about {call.Cluster}")
                : document.Spec ?? throw ApiCall.Invalid("spec", "is missing");
    }

    /// <summary>Answers with the cluster and the operation that has begun.</summary>
    public static Task AcceptedAsync(ApiCall call, ClusterAccepted accepted, Func<ClusterView, ClusterDocument> shape, int status)
    {
        Mark(call, accepted);
        return call.WriteAsync(shape(accepted.Cluster), ApiJson.TypeInfo<ClusterDocument>(), status);
    }

    private static void Mark(ApiCall call, ClusterAccepted accepted)
    {
        if (accepted.Operation is { } operation)
        {
            call.Context.Response.Headers[OperationHeader] = operation.Id;
        }
    }
}
