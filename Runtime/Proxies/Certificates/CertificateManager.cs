using Microsoft.Extensions.Logging;
using Reeve.Proxies;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// Keeps a proxy's certificates: one keeper each, and whatever changes goes to the proxy as a whole set.
/// <code>
/// files, authorities ► keepers ─┐
/// authority's challenge ► board ┴► CertificateSet ► sink (the proxy's snapshot)
/// </code>
/// </summary>
internal sealed partial class CertificateManager : ICertificateManager, IAsyncDisposable
{
    private readonly IReadOnlyList<CertificateKeeper> _keepers;
    private readonly ChallengeBoard _board;
    private readonly ICertificateSink _sink;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="options">Certificates and authorities, valid.</param>
    /// <param name="issuers">Authorities by name.</param>
    /// <param name="dns">Answers dns-01; null if nobody does.</param>
    /// <param name="directory">Where ordered certificates are kept.</param>
    /// <param name="sink">The proxy.</param>
    /// <param name="time">The time.</param>
    /// <param name="logger">Says what changed and what failed.</param>
    public CertificateManager(
        CertificatesOptions options, IReadOnlyDictionary<string, ICertificateIssuer> issuers, IChallengeSolver? dns, string directory,
        ICertificateSink sink, TimeProvider time, ILogger logger)
    {
        _board = new ChallengeBoard(time);
        _sink = sink;
        _time = time;
        _logger = logger;
        var store = new CertificateStore(directory);
        _keepers = [.. options.Certificates.Select(certificate => Make(certificate, issuers, dns, store))];
    }

    /// <summary>What is to be served now; complete before anything runs, as far as it is on disk.</summary>
    public CertificateSet Current => new()
    {
        Certificates = [.. _keepers.Where(static keeper => keeper.Current is not null).SelectMany(Serve), .. _board.Certificates],
        Documents = _board.Documents,
    };

    /// <summary>Starts to keep them fresh.</summary>
    public void Start() => _running = Task.WhenAll(_keepers.Select(RunAsync));

    /// <inheritdoc/>
    public IReadOnlyList<CertificateStatus> List() => [.. _keepers.Select(static keeper => keeper.Status).OrderBy(static status => status.Name, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public Task RenewAsync(string name, CancellationToken cancellationToken)
    {
        var keeper = _keepers.FirstOrDefault(keeper => keeper.Options.Name == name)
            ?? throw new ProviderException(ErrorReason.NotFound, $"There is no certificate \"{name}\"; there are {string.Join(", ", _keepers.Select(keeper => keeper.Options.Name))}.");
        return keeper.RenewAsync(PublishAsync, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        foreach (var keeper in _keepers.OfType<IDisposable>())
        {
            keeper.Dispose();
        }

        _end.Dispose();
        _one.Dispose();
    }

    private async Task RunAsync(CertificateKeeper keeper)
    {
        try
        {
            await keeper.RunAsync(
                async cancellation =>
                {
                    LogChanged(keeper.Options.Name, keeper.Status.Source, keeper.Status.NotAfter);
                    await PublishUntilServedAsync(keeper.Options.Name, cancellation);
                },
                _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    // What was issued is served, however long the proxy refuses a change.
    private async Task PublishUntilServedAsync(string name, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Random.Shared.NextDouble);
        while (true)
        {
            try
            {
                await PublishAsync(cancellationToken);
                return;
            }
            catch (ProviderException e)
            {
                var wait = backoff.Next(e.RetryAfter);
                LogNotServed(name, wait, e.Message);
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await _sink.ServeAsync(Current, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private CertificateKeeper Make(
        CertificateOptions certificate, IReadOnlyDictionary<string, ICertificateIssuer> issuers, IChallengeSolver? dns, CertificateStore store)
    {
        if (certificate.Authority is not { } authority)
        {
            return new FileKeeper(certificate, _time, _logger);
        }

        IChallengeSolver solver = certificate.Challenge is ChallengeKind.Dns
            ? dns ?? throw new ProviderException(ErrorReason.Invalid, $"Certificate \"{certificate.Name}\" is proved by DNS, but no DNS provider is configured.")
            {
                Field = "challenge",
            }
            : new BoardSolver(certificate.Challenge, _board, PublishAsync);
        return new OrderKeeper(certificate, issuers[authority], [solver], store, _time, Random.Shared.NextDouble, _logger);
    }

    private static IEnumerable<ProxyCertificate> Serve(CertificateKeeper keeper)
    {
        var named = new ProxyCertificate
        {
            ServerNames = keeper.Options.Names.Count > 0 ? keeper.Options.Names : keeper.Current!.Names,
            ChainPem = keeper.Current!.ChainPem,
            KeyPem = keeper.Current.KeyPem,
        };
        return keeper.Options.Default ? [named, named with { ServerNames = [] }] : [named];
    }
}
