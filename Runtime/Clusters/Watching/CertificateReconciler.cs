using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Looks at certificates from time to time, and renews them before they end.</summary>
internal sealed class CertificateReconciler(WatchServices services) : IReconciler
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(5);

    private DateTimeOffset _due = DateTimeOffset.MinValue;
    private DateTimeOffset _renewDue = DateTimeOffset.MinValue;
    private TimeSpan _pause = s_firstPause;
    private string _seen = "";

    public async Task ReconcileAsync(ClusterEntry entry, ClusterObservation observation, IClusterManager manager, CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        var isNew = entry.Document.Settled != _seen; // an operation may have made new ones
        if (now < _due && !isNew)
        {
            return;
        }

        if (await services.Eyes.GetCertificatesAsync(entry.Id, entry.Document.Type, cancellationToken) is not { } certificates)
        {
            _due = now + services.Options.CertificateInterval;
            return; // its provisioner does not tell of them
        }

        (_due, _seen) = (now + services.Options.CertificateInterval, entry.Document.Settled);
        entry.SetCertificates(certificates);
        var ending = certificates.Where(certificate => certificate is { Renewable: true, Authority: false } && IsDue(certificate, now)).OrderBy(certificate => certificate.NotAfter).ToList();
        entry.Find(ConditionRules.CertificatesValid, Condition(certificates, now));
        if (ending.Count == 0 || services.Options.RenewBefore == TimeSpan.Zero)
        {
            _pause = s_firstPause;
            return;
        }

        if (now < _renewDue)
        {
            return;
        }

        // Renewed ones are seen as such after the operation; where that did not help, pauses become longer.
        (_renewDue, _pause) = (now + _pause, _pause * 2 < services.Options.CertificateInterval * 6 ? _pause * 2 : services.Options.CertificateInterval * 6);
        try
        {
            await manager.RenewCertificatesAsync(entry.Key, $"agent: the certificate {ending[0].Name} ends at {ending[0].NotAfter:u}", cancellationToken);
        }
        catch (ClusterRefusedException e) when (e.Reason is ClusterRefusal.Unsupported)
        {
            // Said in the condition; nothing else can be done.
            _renewDue = DateTimeOffset.MaxValue;
        }
    }

    // A third of its life is early enough for a certificate that lives shorter than the period itself.
    private bool IsDue(ClusterCertificate certificate, DateTimeOffset now)
    {
        var third = (certificate.NotAfter - certificate.NotBefore) / 3;
        return certificate.NotAfter - now < (services.Options.RenewBefore < third ? services.Options.RenewBefore : third);
    }

    private static ClusterConditionState Condition(IReadOnlyList<ClusterCertificate> certificates, DateTimeOffset now)
    {
        var first = certificates.MinBy(certificate => certificate.NotAfter);
        var isValid = first is null || first.NotAfter > now;
        return new ClusterConditionState
        {
            Type = ConditionRules.CertificatesValid,
            Status = isValid,
            Reason = isValid ? "Valid" : "Expired",
            Message = first is null ? "" : $"{first.Name} ends at {first.NotAfter:u}",
            Severity = isValid ? "" : "Error",
        };
    }
}
