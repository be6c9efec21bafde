using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>Gets certificates by CertificateSigningRequests: https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/</summary>
internal sealed class ClusterCertificateAuthority(IKubernetesApi api, TimeProvider time) : ICertificateAuthority
{
    // Between two watches, where the server ends them at once.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<string> RequestAsync(PendingRequest request, CertificateProfile profile, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await SubmitAsync(request, profile, cancellationToken);
            if (Decide(current) is { } certificate)
            {
                return certificate;
            }

            if (await WatchAsync(request.Name, cancellationToken) is { } signed)
            {
                return signed;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<CertificateSigningRequest> SubmitAsync(PendingRequest request, CertificateProfile profile, CancellationToken cancellationToken)
    {
        var wanted = new CertificateSigningRequest
        {
            Metadata = new ObjectMeta { Name = request.Name },
            Spec = new CertificateSigningRequestSpec { Request = request.RequestBytes, SignerName = profile.Signer, Usages = profile.Usages },
        };
        try
        {
            return await api.CreateAsync(ApiResources.CertificateSigningRequests, wanted, cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            var there = await api.GetAsync(ApiResources.CertificateSigningRequests, null, request.Name, cancellationToken);
            return there.Spec.Request.Span.SequenceEqual(request.RequestBytes.Span)
                ? there
                : throw new CertificateDeniedException($"The certificate request {request.Name} exists with other content.");
        }
    }

    // The certificate, or null if the watch ended or the request went away: pending ones are collected after a day.
    private async Task<string?> WatchAsync(string name, CancellationToken cancellationToken)
    {
        var options = new WatchOptions { FieldSelector = $"metadata.name={name}" };
        await foreach (var change in api.WatchAsync(ApiResources.CertificateSigningRequests, null, options, cancellationToken))
        {
            if (change.Type == WatchEventTypes.Deleted)
            {
                return null;
            }

            if (change is { Type: WatchEventTypes.Added or WatchEventTypes.Modified, Object: { } request } && Decide(request) is { } certificate)
            {
                return certificate;
            }
        }

        return null;
    }

    private static string? Decide(CertificateSigningRequest request)
    {
        if (request.Status.Certificate is { Length: > 0 } certificate)
        {
            return Encoding.ASCII.GetString(certificate.Span);
        }

        var refused = request.Status.Conditions.FirstOrDefault(
            condition => condition.Type is CertificateConditionTypes.Denied or CertificateConditionTypes.Failed && condition.Status != ConditionStatuses.False);
        return refused is null
            ? null
            : throw new CertificateDeniedException(
                $"The certificate request {request.Metadata.Name} was {(refused.Type == CertificateConditionTypes.Denied ? "denied" : "not signed")}: "
                + string.Join(": ", new[] { refused.Reason, refused.Message }.Where(part => !string.IsNullOrEmpty(part))));
    }
}
