using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Reeve.Workloads;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Reads images from registries and their mirrors, by the OCI distribution specification. Thread-safe.</summary>
internal sealed class RegistryClient : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public RegistryClient(RegistryOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false, // followed by hand: where to, and with which credentials, matters
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
        };
        if (options.Authorities is { Count: > 0 } authorities)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Validate(certificate, chain, errors, authorities);
        }

        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>The manifest that a reference means, and the repository that has it; its digest is as asked for.</summary>
    public async Task<(IOciSource Repository, byte[] Content)> ReadManifestAsync(
        OciReference reference, IReadOnlyList<PullSecret> secrets, CancellationToken cancellationToken)
    {
        // 1. Mirrors. Whatever one of them cannot give, the next may.
        ProviderException? ofMirror = null;
        foreach (var mirror in _options.Mirrors.GetValueOrDefault(reference.Registry) ?? [])
        {
            try
            {
                return await ReadManifestAsync(reference, [mirror], RegistryCredentials.For(reference with { Registry = mirror.Authority }, secrets), cancellationToken);
            }
            catch (ProviderException e)
            {
                ofMirror = e;
            }
        }

        // 2. The registry itself, which has the last word.
        try
        {
            return await ReadManifestAsync(reference, Addresses(reference.Registry), RegistryCredentials.For(reference, secrets), cancellationToken);
        }
        catch (ProviderException e) when (ofMirror is not null && e.Reason == ErrorReason.Transient)
        {
            throw new ProviderException(e.Reason, $"{e.Message} A mirror had said: {ofMirror.Message}", e) { RetryAfter = e.RetryAfter };
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Whether a host may be spoken to without TLS.</summary>
    internal static bool MayBePlain(string authority, RegistryOptions options)
    {
        var host = authority.StartsWith('[') ? authority[1..authority.IndexOf(']', StringComparison.Ordinal)] : authority.Split(':')[0];
        return host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)) || options.Insecure.Contains(authority);
    }

    private async Task<(IOciSource Repository, byte[] Content)> ReadManifestAsync(
        OciReference reference, IReadOnlyList<Uri> addresses, IReadOnlyList<PullSecret?> credentials, CancellationToken cancellationToken)
    {
        ProviderException? denied = null;
        foreach (var credential in credentials)
        {
            try
            {
                return await ReadManifestAsync(reference, addresses, credential, cancellationToken);
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.Denied)
            {
                // The first failure is the best: those with other credentials, and nobody, were only worth a try.
                denied ??= e;
            }
        }

        throw denied!;
    }

    private async Task<(IOciSource Repository, byte[] Content)> ReadManifestAsync(
        OciReference reference, IReadOnlyList<Uri> addresses, PullSecret? credential, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var session = new RegistrySession(_http, addresses[i], reference, credential, _options, _time);
            try
            {
                var content = await session.ReadManifestAsync(reference.Selector, cancellationToken);
                return reference.Digest?.Matches(content) == false
                    ? throw new ProviderException(ErrorReason.Transient, $"What {session.Address.Authority} gave for {reference} has another digest.")
                    : (session, content);
            }
            catch (ProviderException e) when (e.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } && i < addresses.Count - 1)
            {
                // A registry that may be spoken to without TLS, and speaks none.
            }
        }
    }

    private IReadOnlyList<Uri> Addresses(string registry)
    {
        var host = registry == OciReference.DefaultRegistry ? "registry-1.docker.io" : registry;
        var secure = new Uri($"https://{host}/");
        return MayBePlain(registry, _options) ? [secure, new Uri($"http://{host}/")] : [secure];
    }

    private static bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(static element => element.Certificate).ToArray());
        return own.Build(leaf);
    }
}
