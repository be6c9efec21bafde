using Reeve.Proxies;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>What authorities are shown at present: documents and certificates by challenge. Thread-safe.</summary>
internal sealed class ChallengeBoard(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProxyCertificate> _certificates = new(StringComparer.Ordinal);

    /// <summary>Documents by path.</summary>
    public IReadOnlyDictionary<string, string> Documents
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string>(_documents);
            }
        }
    }

    /// <summary>Certificates for <see cref="Challenge.AlpnProtocol"/>.</summary>
    public IReadOnlyList<ProxyCertificate> Certificates
    {
        get
        {
            lock (_lock)
            {
                return [.. _certificates.Values];
            }
        }
    }

    /// <summary>Adds a challenge's answer.</summary>
    /// <returns>Whether it was not there.</returns>
    public bool Add(Challenge challenge)
    {
        lock (_lock)
        {
            return challenge.Kind is ChallengeKind.TlsAlpn
                ? _certificates.TryAdd(challenge.Name, AlpnCertificate.Create(challenge, time.GetUtcNow()))
                : _documents.TryAdd(challenge.HttpPath, challenge.KeyAuthorization);
        }
    }

    /// <summary>Takes a challenge's answer away.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(Challenge challenge)
    {
        lock (_lock)
        {
            return challenge.Kind is ChallengeKind.TlsAlpn ? _certificates.Remove(challenge.Name) : _documents.Remove(challenge.HttpPath);
        }
    }
}
