using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Configuration;
using Reeve.Host.Logging;
using Reeve.Host.Service;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Service;

public sealed class ServiceManagerTests : IDisposable
{
    private readonly NotifySocket _socket = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _socket.Dispose();

    [LinuxFact]
    public async Task Ready_WithoutWatchdog_ReadyAndStatusInOneLine()
    {
        using var service = Open();

        service.Ready("Node a\nwith provider process");
        service.Stopping();

        Assert.Equal("READY=1\nSTATUS=Node a with provider process", await _socket.ReceiveAsync());
        Assert.Equal("STOPPING=1\nSTATUS=Ending", await _socket.ReceiveAsync());
    }

    [LinuxFact]
    public async Task ReadyAsync_WhatIsOffered_ReadyOnceItIsThereAndNeverIfItFails()
    {
        using var service = Open();
        var offered = new TaskCompletionSource();
        var ready = service.ReadyAsync("offered", offered.Task);
        await service.ReadyAsync("failed", Task.FromException(new IOException("x")));

        service.Status("starting");
        offered.SetResult();
        await ready;

        Assert.Equal("STATUS=starting", await _socket.ReceiveAsync());
        Assert.Equal("READY=1\nSTATUS=offered", await _socket.ReceiveAsync());
    }

    [LinuxFact]
    public async Task Ready_WithWatchdog_AliveTwiceInItsTime()
    {
        using var service = Open(("WATCHDOG_USEC", "60000000"), ("WATCHDOG_PID", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        service.Ready("x");
        Assert.StartsWith("READY=1", await _socket.ReceiveAsync(), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.Zero);
        Assert.Equal("WATCHDOG=1", await _socket.ReceiveAsync());
        _clock.Advance(TimeSpan.FromSeconds(29));
        service.Status("not yet");
        Assert.Equal("STATUS=not yet", await _socket.ReceiveAsync());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("WATCHDOG=1", await _socket.ReceiveAsync());
    }

    [LinuxFact]
    public async Task Ready_WatchdogOfAnotherProcess_NotKeptAlive()
    {
        using var service = Open(("WATCHDOG_USEC", "60000000"), ("WATCHDOG_PID", "1"));
        service.Ready("x");

        _clock.Advance(TimeSpan.FromMinutes(10));
        service.Stopping();

        Assert.StartsWith("READY=1", await _socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.StartsWith("STOPPING=1", await _socket.ReceiveAsync(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Ready_SocketIsGone_OneWarningAndNoFailure()
    {
        using var cli = new TestCli();
        using var loggers = HostLogging.Create(cli.Cli, new LoggingOptions());
        using var service = ServiceManager.From(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = "/nowhere/at/all" }, _clock, loggers.CreateLogger<ServiceManager>());

        service.Ready("x");
        service.Status("y");

        Assert.Single(cli.Error.TrimEnd('\n').Split('\n'), line => line.Contains("The service manager cannot be told", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vsock:2:1234")]
    public void Ready_NoSocketOfThisKind_Nothing(string address)
    {
        using var service = ServiceManager.From(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = address, ["WATCHDOG_USEC"] = "1000" }, _clock, NullLogger<ServiceManager>.Instance);

        Assert.Null(Record.Exception(() => service.Ready("x")));
    }

    private ServiceManager Open(params (string Name, string Value)[] more) => ServiceManager.From(
        more.Append(("NOTIFY_SOCKET", _socket.Path)).ToDictionary(static pair => pair.Item1, static pair => pair.Item2), _clock, NullLogger<ServiceManager>.Instance);
}
