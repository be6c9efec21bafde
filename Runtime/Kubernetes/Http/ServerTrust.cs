using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>
/// Decides whether the server is the one that was meant: by the connection's certificate authorities, any certificate of which is
/// an anchor, or by the machine's where there are none.
/// </summary>
internal sealed class ServerTrust(KubernetesConnection connection)
{
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (IsProxy(sender))
        {
            return errors == SslPolicyErrors.None;
        }

        if (connection.SkipTlsVerify)
        {
            return true;
        }

        const SslPolicyErrors Fatal = SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateNameMismatch;
        if (certificate is null || (errors & Fatal) != 0)
        {
            return false;
        }

        var authorities = connection.CurrentAuthorities;
        if (authorities.Count == 0)
        {
            return errors == SslPolicyErrors.None;
        }

        var server = (X509Certificate2)certificate;
        return IsAnchored(server, presented, authorities)
            || (connection.AuthorityFile?.Refresh(authorities) == true && IsAnchored(server, presented, connection.CurrentAuthorities));
    }

    // The cluster's authorities say nothing of a proxy on the way, which is trusted as the machine trusts anybody.
    private bool IsProxy(object sender) => connection.Proxy is { Scheme: "https" } proxy
        && sender is SslStream stream
        && stream.TargetHostName == proxy.IdnHost
        && stream.TargetHostName != (connection.TlsServerName ?? connection.Server.IdnHost);

    private static bool IsAnchored(X509Certificate2 certificate, X509Chain? presented, IReadOnlyList<X509Certificate2> authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        foreach (var authority in authorities)
        {
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.ExtraStore.Add(authority);
        }

        foreach (var element in presented?.ChainElements.Skip(1) ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        // The server's own intermediates are where the platform's chain building found them.
        foreach (var extra in presented?.ChainPolicy.ExtraStore ?? [])
        {
            chain.ChainPolicy.ExtraStore.Add(extra);
        }

        return chain.Build(certificate) || EndsInIntermediateAnchor(chain, authorities);
    }

    // A chain that ends in a given authority which is not itself a root is good, though the platform calls it partial.
    private static bool EndsInIntermediateAnchor(X509Chain chain, IReadOnlyList<X509Certificate2> authorities)
    {
        const X509ChainStatusFlags Accepted = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        if (chain.ChainStatus.Any(static status => (status.Status & ~Accepted) != 0))
        {
            return false;
        }

        return chain.ChainElements.Any(element =>
            authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
    }
}
