using System.Net;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>
/// Reads complete lists that do not go back behind what was seen. The first comes from what the server has at hand; later ones are not
/// older than the last version seen; if the server cannot do that, from a quorum, in pages. Not thread-safe.
/// </summary>
internal sealed class ObjectLister<T>(IKubernetesApi api, KubernetesResource<T> resource, ReflectorOptions options)
    where T : class, IKubernetesObject, new()
{
    private string? _seen;
    private bool _distrusts;

    /// <summary>Notes a version that was seen.</summary>
    public void Saw(string? version) => _seen = version;

    /// <summary>Versions that were seen are no more, and what a server has at hand may be of the same kind: the next list is read from a quorum.</summary>
    public void Distrust() => (_seen, _distrusts) = (null, true);

    public async Task<KubernetesList<T>> ListAsync(CancellationToken cancellationToken)
    {
        KubernetesList<T> list;
        try
        {
            list = options.QuorumList || _distrusts
                ? await QuorumAsync(cancellationToken)
                : await api.ListAllAsync(resource, options.Namespace, Options(_seen ?? "0", null), cancellationToken);
        }
        catch (KubernetesApiException e) when (!options.QuorumList && _seen is not null && IsOfNoUse(e))
        {
            // What was seen is no more: compacted away, or the server was restored to an older state.
            list = await QuorumAsync(cancellationToken);
        }

        _distrusts = false;
        _seen = list.Metadata.ResourceVersion is { Length: > 0 } seen ? seen : null;
        return list;
    }

    private static bool IsOfNoUse(KubernetesApiException e) =>
        e.IsGone || e.IsResourceVersionTooLarge || e.IsInvalid || e.Code == HttpStatusCode.BadRequest;

    private async Task<KubernetesList<T>> QuorumAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await api.ListAllAsync(resource, options.Namespace, Options(null, options.PageSize), cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsGone)
        {
            // The pages took longer than the server remembers: all at once then.
            return await api.ListAllAsync(resource, options.Namespace, Options(null, null), cancellationToken);
        }
    }

    private ListOptions Options(string? version, int? limit) => new()
    {
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        ResourceVersion = version,
        Limit = limit,
    };
}
