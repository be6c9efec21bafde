using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Gets certificates from an authority that speaks ACME (RFC 8555). Orders go one after another.</summary>
public sealed class AcmeIssuer : ICertificateIssuer, IDisposable
{
    private readonly HttpClient _http;
    private readonly AcmeSession _session;
    private readonly AcmeAccounts _accounts;
    private readonly OrderStore _orders;
    private readonly AcmeOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Prepares; nothing is asked yet.</summary>
    /// <param name="options">The authority.</param>
    /// <param name="directory">Where the account and unfinished orders are kept, mode 0700; one for each authority.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the directory is not https, or the authorities cannot be read.</exception>
    public AcmeIssuer(AcmeOptions options, string directory, TimeProvider time)
        : this(options, directory, time, Handler(options))
    {
    }

    internal AcmeIssuer(AcmeOptions options, string directory, TimeProvider time, HttpMessageHandler handler)
    {
        if (options.Directory.Scheme != Uri.UriSchemeHttps)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The directory {options.Directory} of a certificate authority has to be https.") { Field = "directory" };
        }

        _options = options;
        _time = time;
        _http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("reeve", typeof(AcmeIssuer).Assembly.GetName().Version!.ToString(3)));
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        _session = new AcmeSession(_http, options.Directory, time);
        _accounts = new AcmeAccounts(directory, _session, options);
        _orders = new OrderStore(Path.Combine(directory, "orders"), options.Directory);
    }

    /// <inheritdoc/>
    public async Task<IssuedCertificate> IssueAsync(CertificateOrder order, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await _one.WaitAsync(cancellationToken);
        try
        {
            try
            {
                return await RunAsync(order, solvers, cancellationToken);
            }
            catch (ProviderException e) when (AcmeProblems.Is(e, AcmeProblems.NoAccount))
            {
                _accounts.Forget();
                return await RunAsync(order, solvers, cancellationToken);
            }
            catch (ProviderException e) when (AcmeProblems.Is(e, AcmeProblems.AlreadyReplaced))
            {
                return await RunAsync(order with { ReplacesPem = null }, solvers, cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<RenewalAdvice?> GetRenewalAdviceAsync(string chainPem, CancellationToken cancellationToken)
    {
        using var certificate = X509Certificate2.CreateFromPem(chainPem);
        var directory = await _session.GetDirectoryAsync(cancellationToken);
        if (directory.RenewalInfo is not { } service || RenewalIdentifier.Of(certificate) is not { } identifier)
        {
            return null;
        }

        var url = new Uri($"{service.AbsoluteUri.TrimEnd('/')}/{identifier}");
        var reply = await _session.GetAsync("Renewal information", url, AcmeJsonContext.Default.RenewalInfoResource, cancellationToken);
        return new RenewalAdvice
        {
            Start = reply.Value.SuggestedWindow.Start,
            End = reply.Value.SuggestedWindow.End,
            ExplanationUrl = reply.Value.ExplanationUrl,
            AskAgainAfter = reply.RetryAfter,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _accounts.Dispose();
        _http.Dispose();
        _one.Dispose();
    }

    private async Task<IssuedCertificate> RunAsync(CertificateOrder order, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken)
    {
        var signer = await _accounts.GetAsync(cancellationToken);
        return await new OrderRun(_session, signer, _orders, _options, _time).RunAsync(order, solvers, cancellationToken);
    }

    private static SocketsHttpHandler Handler(AcmeOptions options)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        if (options.AuthoritiesFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
            {
                handler.Dispose();
                throw new ProviderException(ErrorReason.Invalid, $"The authorities file {file} cannot be read: {e.Message}", e) { Field = "authoritiesFile" };
            }

            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
