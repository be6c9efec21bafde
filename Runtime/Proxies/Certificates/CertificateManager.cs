using Microsoft.Extensions.Logging;
using Reeve.Proxies;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Dns;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>
/// Keeps a proxy's certificates: one keeper each, and whatever changes goes to the proxy as a whole set.
/// <code>
/// files, Secrets, authorities ► keepers ─┐
/// authority's challenge ────────► board ┴► CertificateSet ► sink (the proxy's snapshot)
/// </code>
/// </summary>
internal sealed partial class CertificateManager : ICertificateManager
{
    private readonly IReadOnlyList<CertificateKeeper> _keepers;
    private readonly ChallengeBoard _board;
    private readonly ICertificateSink _sink;
    private readonly int _httpPort;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="sources">Where certificates come from, and where they go.</param>
    /// <param name="time">The time.</param>
    /// <param name="logger">Says what changed and what failed.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: nobody answers the challenge of a certificate.</exception>
    public CertificateManager(CertificateSources sources, TimeProvider time, ILogger logger)
    {
        _board = new ChallengeBoard(time);
        _sink = sources.Sink;
        _httpPort = sources.Options.HttpPort;
        _time = time;
        _logger = logger;
        var store = new CertificateStore(sources.Directory);
        _keepers = [.. sources.Options.Certificates.Select(certificate => Make(certificate, sources, store))];
    }

    /// <summary>What is to be served now; complete before anything runs, as far as it is on disk.</summary>
    public CertificateSet Current => new()
    {
        Certificates = [.. _keepers.Where(static keeper => keeper.Current is not null).SelectMany(Serve), .. _board.Certificates],
        Documents = _board.Documents,
        HttpPort = _httpPort,
    };

    /// <inheritdoc/>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_keepers.Select(keeper => keeper.LoadAsync(cancellationToken)));
        await PublishAsync(cancellationToken);
    }

    /// <inheritdoc/>
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
                    await PublishUntilServedAsync(keeper.Options.Name, cancellation);
                    LogChanged(keeper.Options.Name, keeper.Status.Source, keeper.Current?.NotAfter);
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

    private CertificateKeeper Make(CertificateOptions certificate, CertificateSources sources, CertificateStore store)
    {
        if (certificate.SecretName is not null)
        {
            return new SecretKeeper(certificate, sources.Clusters[certificate.Cluster], store, _logger);
        }

        if (certificate.Authority is not { } authority)
        {
            return new FileKeeper(certificate, _time, _logger);
        }

        IChallengeSolver solver = certificate.Challenge is ChallengeKind.Dns
            ? new DnsSolver(sources.Dns ?? throw new ProviderException(ErrorReason.Invalid, $"Certificate \"{certificate.Name}\" is proved by DNS, but no DNS provider is configured.")
            {
                Field = "challenge",
            })
            : new BoardSolver(certificate.Challenge, _board, PublishAsync);
        return new OrderKeeper(certificate, sources.Issuers[authority], [solver], store, _time, Random.Shared.NextDouble, _logger);
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
