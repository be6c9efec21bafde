using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>
/// A proxy that an agent runs: what it last served is served again, with its certificates, before the first connection is accepted. One that
/// cannot be served (its port is taken) keeps nothing else from starting, and is tried again.
/// </summary>
public sealed partial class ProxySite : IProxySite, IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private readonly ProxySiteOptions _options;
    private readonly Task _orderable;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private volatile string? _problem;
    private Task _running = Task.CompletedTask;

    /// <summary>Makes it; nothing is served yet.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="service">Not started; belongs to this.</param>
    /// <param name="certificates">Not started; belong to this.</param>
    /// <param name="orderable">Completes when there is use in ordering certificates: the machine has its name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of what fails.</param>
    public ProxySite(ProxySiteOptions options, IProxyService service, ICertificateManager certificates, Task orderable, TimeProvider time, ILogger<ProxySite> logger) =>
        (_options, Service, Certificates, _orderable, _time, _logger) = (options, service, certificates, orderable, time, logger);

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public string Provider => _options.Provider;

    /// <inheritdoc/>
    public IProxyService Service { get; }

    /// <inheritdoc/>
    public ICertificateManager Certificates { get; }

    /// <inheritdoc/>
    public string? Problem => Service.Current is null ? _problem : null;

    /// <summary>Serves what is wanted, or begins to try.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Certificates.LoadAsync(cancellationToken);
        var backoff = new Backoff(FirstRetry, LongestRetry, Random.Shared.NextDouble);
        var wait = await TryServeAsync(backoff, cancellationToken);
        _running = RunAsync(backoff, wait, _end.Token);
    }

    /// <summary>Ends it. Open connections may end meanwhile, as the provider is set to; what was applied is served again by the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Certificates.DisposeAsync();
        await Service.DisposeAsync();
        _end.Dispose();
    }

    private async Task RunAsync(Backoff backoff, TimeSpan? wait, CancellationToken cancellationToken)
    {
        while (wait is { } time)
        {
            await Task.Delay(time, _time, cancellationToken);
            wait = await TryServeAsync(backoff, cancellationToken);
        }

        // An authority asks what is served: there is no use in ordering before.
        await foreach (var _ in Service.WatchAsync(cancellationToken))
        {
            await _orderable.WaitAsync(cancellationToken);
            Certificates.Start();
            return;
        }
    }

    /// <returns>When to try again; null when that is of no use.</returns>
    private async Task<TimeSpan?> TryServeAsync(Backoff backoff, CancellationToken cancellationToken)
    {
        try
        {
            await Service.StartAsync(cancellationToken);
            if (_options.Initial is { } initial && Service.Current is null)
            {
                await Service.ApplyAsync(initial, "configuration", 0, cancellationToken);
            }

            _problem = null;
            return null;
        }
        catch (ProxyValidationException e)
        {
            LogInitialRefused(Name, _problem = e.Message);
            return null;
        }
        catch (ProviderException e)
        {
            var wait = backoff.Next(e.RetryAfter);
            LogNotServed(Name, wait, _problem = e.Message);
            return wait;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogNotServed(Name, LongestRetry, _problem = e.Message);
            return LongestRetry;
        }
    }
}
