using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>Checks one server until it is disposed.</summary>
internal sealed partial class HealthProber : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly UpstreamMember _member;
    private readonly ProxyUpstreamGroup _group;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Task _loop;

    public HealthProber(UpstreamMember member, ProxyUpstreamGroup group, TimeProvider timeProvider, ILogger logger)
    {
        (_member, _group, _timeProvider, _logger) = (member, group, timeProvider, logger);
        _loop = Task.Run(() => RunAsync(group.HealthCheck!));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _member.CheckFailure = null;
        _stop.Dispose();
    }

    private async Task RunAsync(ProxyHealthCheck check)
    {
        using var timer = new PeriodicTimer(check.Interval, _timeProvider);
        using var connector = new UpstreamConnector(_member.Spec, check.Timeout);
        var failures = 0;
        try
        {
            do
            {
                var failure = await TryAsync(check, connector);
                failures = failure is null ? 0 : failures + 1;
                if (failure is null && _member.CheckFailure is not null)
                {
                    _member.CheckFailure = null;
                    Healthy(_group.Name, _member.Spec.Address);
                }
                else if (failure is not null && failures >= check.FailureThreshold && _member.CheckFailure is null)
                {
                    _member.CheckFailure = failure;
                    Unhealthy(_group.Name, _member.Spec.Address, failure);
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Stopped(_group.Name, _member.Spec.Address);
        }
    }

    private async Task<string?> TryAsync(ProxyHealthCheck check, UpstreamConnector connector)
    {
        using var limit = new CancellationTokenSource(check.Timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            if (check.Path is not { } path)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(_member.Spec.Address.Host.Trim('[', ']'), _member.Spec.Address.Port, either.Token);
                return null;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_member.Spec.Address, path));
            using var response = await connector.Invoker.SendAsync(request, either.Token);
            return (int)response.StatusCode < 400 ? null : $"its check answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return $"its check took longer than {check.Timeout.TotalSeconds:0.###} s";
        }
        catch (Exception exception) when (exception is SocketException or HttpRequestException)
        {
            return $"its check failed: {exception.Message}";
        }
    }

    [LoggerMessage(6010, LogLevel.Information, "{Group}: {Address} is back")]
    private partial void Healthy(string group, Uri address);

    [LoggerMessage(6011, LogLevel.Warning, "{Group}: {Address} is left out: {Reason}")]
    private partial void Unhealthy(string group, Uri address, string reason);

    [LoggerMessage(6012, LogLevel.Debug, "{Group}: {Address} is not checked any more")]
    private partial void Stopped(string group, Uri address);
}
