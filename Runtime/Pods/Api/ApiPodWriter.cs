using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>The requests that change pods at an API server. Each concerns one object, and no other of its name. Thread-safe.</summary>
internal sealed class ApiPodWriter(IKubernetesApi api)
{
    private volatile Task<KubernetesVersion>? _version;

    /// <summary>The server's minor version; asked for once, for all who want it at the same time.</summary>
    public async ValueTask<int> GetMinorAsync(CancellationToken cancellationToken)
    {
        var asked = _version;
        if (asked is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _version = asked = api.GetVersionAsync(CancellationToken.None);
        }

        return (await asked.WaitAsync(cancellationToken)).MinorNumber;
    }

    /// <summary>Writes a status.</summary>
    /// <returns>The object as stored; null if it is gone, or another one has its name.</returns>
    public async Task<Pod?> WriteStatusAsync(PodStatus status, Pod item, int minor, CancellationToken cancellationToken)
    {
        var patch = KubernetesPatch.Strategic(StatusPatch.Write(status, item.Metadata.Uid!, item.Status, minor));
        try
        {
            return await api.PatchAsync(ApiResources.Pods.Status, item.Metadata.Namespace, item.Metadata.Name, patch, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
        catch (KubernetesApiException e) when (e.IsConflict || e.IsInvalid)
        {
            // The end of the object may not have been heard of yet.
            var present = await api.FindAsync(ApiResources.Pods, item.Metadata.Namespace, item.Metadata.Name, cancellationToken);
            if (present is null || present.Metadata.Uid != item.Metadata.Uid)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>Deletes an object at once; one that is gone is well.</summary>
    public async Task DeleteAsync(Pod item, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = item.Metadata.Uid } };
        try
        {
            await api.DeleteAsync(ApiResources.Pods, item.Metadata.Namespace, item.Metadata.Name, options, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Another one of the name, or none: this one is gone.
            return;
        }
    }
}
