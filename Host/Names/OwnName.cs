using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Names;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Proxies.Dns;

namespace Reeve.Host.Names;

/// <inheritdoc/>
/// <remarks>The records are written at the start and when an address changes, and never removed but by command: an agent that ends for a while keeps its name.</remarks>
internal sealed partial class OwnName : IOwnName, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly OwnNameOptions _options;
    private readonly IAddressSource _source;
    private readonly IDnsProvider _dns;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile OwnNameState _state;
    private Task _running = Task.CompletedTask;

    /// <summary>Makes it; nothing is changed yet.</summary>
    /// <param name="options">The name.</param>
    /// <param name="source">Finds addresses.</param>
    /// <param name="dns">Changes the zone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of changes and failures.</param>
    public OwnName(OwnNameOptions options, IAddressSource source, IDnsProvider dns, TimeProvider time, ILogger<OwnName> logger)
    {
        (_options, _source, _dns, _time, _logger) = (options, source, dns, time, logger);
        _state = new OwnNameState { Name = options.Name, IsRemoved = File.Exists(options.RemovedFile) };
    }

    /// <inheritdoc/>
    public OwnNameState State => _state;

    /// <summary>Completes after the first attempt, however it went.</summary>
    public Task Tried => _tried.Task;

    /// <summary>Begins to keep it.</summary>
    public void Start() => _running = RunAsync(_end.Token);

    /// <inheritdoc/>
    public async Task<OwnNameState> RegisterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            File.Delete(_options.RemovedFile);
            _state = _state with { IsRemoved = false };
            await WriteAsync(isForced: true, cancellationToken);
            return _state;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<OwnNameState> RemoveAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await File.WriteAllTextAsync(_options.RemovedFile, "", cancellationToken);
            _state = _state with { IsRemoved = true };
            await _dns.RemoveAsync(_options.Name, DnsRecordType.A, cancellationToken);
            await _dns.RemoveAsync(_options.Name, DnsRecordType.Aaaa, cancellationToken);
            _state = new OwnNameState { Name = _options.Name, IsRemoved = true, Written = _time.GetUtcNow() };
            LogRemoved(_options.Name);
            return _state;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends it; the records stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _one.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), Random.Shared.NextDouble);
        while (true)
        {
            var wait = Interval;
            try
            {
                await KeepAsync(cancellationToken);
                backoff.Reset();
            }
            catch (ProviderException e)
            {
                wait = backoff.Next(e.RetryAfter);
                LogFailed(_options.Name, wait, e.Message);
            }
            finally
            {
                _tried.TrySetResult();
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_state.IsRemoved)
            {
                await WriteAsync(isForced: false, cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task WriteAsync(bool isForced, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await _source.FindAsync(cancellationToken);
            if (addresses.Count == 0)
            {
                // The records are left as they are: no address now is no reason to lose the name.
                throw new ProviderException(ErrorReason.Transient, "This machine has no address that others could reach; name some in agent.addresses.");
            }

            if (isForced || _state.Problem is not null || !addresses.SequenceEqual(_state.Addresses))
            {
                await WriteAsync(DnsRecordType.A, AddressFamily.InterNetwork, addresses, cancellationToken);
                await WriteAsync(DnsRecordType.Aaaa, AddressFamily.InterNetworkV6, addresses, cancellationToken);
                _state = _state with { Addresses = addresses, Written = _time.GetUtcNow(), Problem = null };
                LogWritten(_options.Name, string.Join(", ", addresses));
            }
        }
        catch (ProviderException e)
        {
            _state = _state with { Problem = e.Message };
            throw;
        }
    }

    private async Task WriteAsync(DnsRecordType type, AddressFamily family, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        string[] values = [.. addresses.Where(address => address.AddressFamily == family).Select(static address => address.ToString())];
        await (values.Length > 0
            ? _dns.SetAsync(new DnsRecordSet { Name = _options.Name, Type = type, Values = values, Ttl = _options.Ttl }, cancellationToken)
            : _dns.RemoveAsync(_options.Name, type, cancellationToken)); // the machine has no address of this kind any more
    }
}
