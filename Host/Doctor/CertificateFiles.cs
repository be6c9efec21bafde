using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Host.Doctor;

/// <summary>Checks of the certificates of a proxy: those in files, and those that were ordered or taken from a cluster.</summary>
internal static class CertificateFiles
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>Checks them.</summary>
    /// <param name="proxy">The proxy's name.</param>
    /// <param name="certificates">Its certificates.</param>
    /// <param name="kept">Where those are that are in no file of the user's.</param>
    /// <param name="time">The clock.</param>
    public static IEnumerable<DoctorCheck> Check(string proxy, IReadOnlyList<CertificateOptions> certificates, string kept, TimeProvider time) =>
        certificates.Select(certificate => Check($"{proxy} {certificate.Name}", certificate, Path.Combine(kept, certificate.Name + ".pem"), time.GetUtcNow()));

    private static DoctorCheck Check(string name, CertificateOptions certificate, string kept, DateTimeOffset now)
    {
        var chain = certificate.ChainFile ?? kept;
        if (certificate.ChainFile is null && !File.Exists(kept))
        {
            return ProxyChecks.Area.Limited(name, certificate.Authority is { } authority ? $"not ordered from {authority} yet; the agent does when it runs" : $"not taken from the Secret {certificate.SecretName} yet; the agent does when it runs");
        }

        try
        {
            using var leaf = X509Certificate2.CreateFromPem(File.ReadAllText(chain), File.ReadAllText(certificate.KeyFile ?? chain));
            var end = new DateTimeOffset(leaf.NotAfter);
            return end <= now ? ProxyChecks.Area.Lacking(name, $"{chain} has ended at {end:yyyy-MM-dd}; renew it")
                : end - now < Soon ? ProxyChecks.Area.Limited(name, $"{chain} ends soon, at {end:yyyy-MM-dd}")
                : ProxyChecks.Area.Ok(name, $"{chain}, until {end:yyyy-MM-dd}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return ProxyChecks.Area.Lacking(name, $"{chain} cannot be used: {e.Message}");
        }
    }
}
