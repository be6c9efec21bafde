using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>Certificates as documents.</summary>
internal static class CertificateDocuments
{
    /// <summary>The certificates of a cluster.</summary>
    /// <param name="certificates">They.</param>
    /// <param name="renewBefore">How long before their end they are renewed; zero for never.</param>
    /// <param name="now">The time.</param>
    public static CertificatesDocument Of(IReadOnlyList<ClusterCertificate> certificates, TimeSpan renewBefore, DateTimeOffset now) => new()
    {
        Certificates =
        [
            .. certificates.Select(certificate => new CertificateDocument
            {
                Name = certificate.Name,
                RemainingDaysToExpire = (long)Math.Floor((certificate.NotAfter - now).TotalDays),
                ExpiryDate = WireTimes.Date(certificate.NotAfter),
                RotationDate = certificate is { Renewable: true, Authority: false } && renewBefore > TimeSpan.Zero ? WireTimes.Date(certificate.NotAfter - renewBefore) : null,
            }),
        ],
    };
}
