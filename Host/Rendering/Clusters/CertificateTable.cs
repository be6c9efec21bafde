using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Certificates in rows.</summary>
internal static class CertificateTable
{
    /// <summary>Writes them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<CertificateDocument> certificates)
    {
        var table = new TextTable("NAME", "DAYS", "ENDS", "RENEWED");
        foreach (var certificate in certificates)
        {
            table.Add(certificate.Name ?? "", certificate.RemainingDaysToExpire?.ToString(CultureInfo.InvariantCulture) ?? "", certificate.ExpiryDate ?? "", certificate.RotationDate ?? "");
        }

        table.WriteTo(output);
    }
}
