using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes certificates of Secrets that objects refer to. For one plan.</summary>
/// <param name="names">Names.</param>
/// <param name="objects">The cluster.</param>
/// <param name="builder">Takes what is made.</param>
internal sealed class CertificateCompiler(SourceNames names, SourceObjects objects, PlanBuilder builder)
{
    private readonly Dictionary<string, Secret> _secrets =
        objects.Secrets.ToDictionary(static secret => $"{secret.Metadata.Namespace}/{secret.Metadata.Name}", StringComparer.Ordinal);

    /// <summary>Adds the certificate of a secret.</summary>
    /// <param name="owner">What refers to it.</param>
    /// <param name="name">The secret, in the owner's namespace.</param>
    /// <param name="hosts">Names that it is served for; empty for all that no other is for.</param>
    /// <param name="outcome">Takes why it is not.</param>
    /// <param name="ns">The namespace that the owner says; another one than its own is refused.</param>
    /// <returns>Whether there is a certificate for these names, this one or another.</returns>
    public bool Add(IKubernetesObject owner, string name, IReadOnlyList<string> hosts, SourceOutcome outcome, string? ns = null)
    {
        var own = owner.Metadata.Namespace ?? "";
        if (ns is not null && ns != own)
        {
            outcome.Problems.Add(SourceProblem.Unsupported($"The secret {name} is in another namespace ({ns})."));
            return false;
        }

        if (!_secrets.TryGetValue($"{own}/{name}", out var secret) || Text(secret, "tls.crt") is not { } chain || Text(secret, "tls.key") is not { } key)
        {
            outcome.Problems.Add(SourceProblem.Certificate($"There is no secret {name} of the type {SecretTypes.Tls} in the namespace {own}."));
            return false;
        }

        if (!IsPair(chain, key))
        {
            outcome.Problems.Add(SourceProblem.Certificate($"The secret {name} holds no certificate with its key."));
            return false;
        }

        var certificate = new ProxyCertificateSpec { Name = names.Name("tls", [own, owner.Metadata.Name, name, .. hosts]), ServerNames = hosts, Chain = chain, Key = key };
        if (!builder.TryAdd(certificate, SourceOutcome.KeyOf(owner)))
        {
            outcome.Problems.Add(SourceProblem.Conflict($"For {(hosts.Count == 0 ? "all names" : string.Join(", ", hosts))} the proxy serves another certificate already."));
        }

        return true;
    }

    private static string? Text(Secret secret, string key) => secret.Data.TryGetValue(key, out var bytes) ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static bool IsPair(string chain, string key)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(chain, key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
