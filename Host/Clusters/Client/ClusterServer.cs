using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Clusters.Client;

/// <summary>An agent on another machine, and how to show it who one is.</summary>
internal sealed record ClusterServer
{
    /// <summary>Its address, such as <c>https://node1.example.org</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>File with a bearer token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>PEM file with a client certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with its key; null if it is in the same file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>PEM file with the authorities that the agent's certificate may be of; null for those of the system.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Makes a connection; nothing is opened yet.</summary>
    /// <exception cref="CommandException">A file cannot be used, or a token would go over the network in clear.</exception>
    public ClusterConnection Connect()
    {
        if (Address.Scheme != Uri.UriSchemeHttps && !Address.IsLoopback && (TokenFile ?? CertificateFile) is not null)
        {
            throw CommandException.Usage($"A token must not go to {Address} in clear; use https.");
        }

        var tls = new SslClientAuthenticationOptions();
        if (CertificateFile is not null)
        {
            tls.ClientCertificates = [Read(CertificateFile, () => X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile))];
        }

        if (AuthorityFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(Read(AuthorityFile, () =>
            {
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPemFile(AuthorityFile);
                return authorities;
            }));
            tls.CertificateChainPolicy = policy;
        }

        var token = TokenFile is null ? null : Read(TokenFile, () => File.ReadLines(TokenFile).FirstOrDefault()?.Trim());
        var http = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = tls, ConnectTimeout = TimeSpan.FromSeconds(10) });
        return new ClusterConnection(http, Address, token, Explain);
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException(ExitCodes.Usage, $"The file {file} cannot be used: {exception.Message}", exception);
        }
    }

    private ProviderException Explain(HttpRequestException exception)
    {
        var cause = exception.InnerException?.Message ?? exception.Message;
        return exception.HttpRequestError == HttpRequestError.SecureConnectionError
            ? new ProviderException(ErrorReason.Denied, $"No TLS with {Address}: {cause} Name its authority with --ca, or your certificate with --cert and --key.", exception)
            : new ProviderException(ErrorReason.Transient, $"No agent answers at {Address}: {cause}", exception);
    }
}
