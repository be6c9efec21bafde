using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Reeve.Host.Rendering;

namespace Reeve.Host.Service;

/// <summary>
/// Tells the service manager that started this process what becomes of it, as sd_notify(3) describes: ready, what it does, alive, ending.
/// Without one (no <c>NOTIFY_SOCKET</c>) nothing is told. Thread-safe.
/// </summary>
internal sealed partial class ServiceManager : IDisposable
{
    // What a service manager shows in one line.
    private const int MaxStatus = 512;

    private readonly Lock _lock = new();
    private readonly UnixDomainSocketEndPoint? _manager;
    private readonly TimeSpan? _watchdog;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ITimer? _alive;
    private bool _failed;
    private bool _ended;

    private ServiceManager(UnixDomainSocketEndPoint? manager, TimeSpan? watchdog, TimeProvider time, ILogger logger) =>
        (_manager, _watchdog, _time, _logger) = (manager, watchdog, time, logger);

    /// <summary>The one that the environment names.</summary>
    /// <param name="environment">Environment variables.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Writes what goes wrong.</param>
    public static ServiceManager From(IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger<ServiceManager> logger)
    {
        var address = environment.GetValueOrDefault("NOTIFY_SOCKET") ?? "";

        // A leading @ is an abstract address, which begins with a zero byte.
        var manager = address is ['/' or '@', _, ..] ? new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address) : null;
        return new ServiceManager(manager, manager is null ? null : WatchdogOf(environment), time, logger);
    }

    /// <summary>The same once what the service offers is there; nobody is kept waiting, and a failure is left to others to tell.</summary>
    /// <param name="status">What it does.</param>
    /// <param name="offered">Completes when it is there.</param>
    public async Task ReadyAsync(string status, Task offered)
    {
        await offered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (offered.IsCompletedSuccessfully)
        {
            Ready(status);
        }
    }

    /// <summary>Started: what was ordered after this service may start. Begins to say at half of the watchdog's time that it lives.</summary>
    /// <param name="status">What it does.</param>
    public void Ready(string status)
    {
        Send($"READY=1\nSTATUS={Line(status)}");
        if (_watchdog is { } time)
        {
            lock (_lock)
            {
                if (!_ended)
                {
                    _alive ??= _time.CreateTimer(_ => Send("WATCHDOG=1"), null, TimeSpan.Zero, time / 2);
                }
            }
        }
    }

    /// <summary>What it does now.</summary>
    /// <param name="status">One line.</param>
    public void Status(string status) => Send($"STATUS={Line(status)}");

    /// <summary>It ends. It goes on to say that it lives until then.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=Ending");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _alive?.Dispose();
            _alive = null;
        }
    }

    private static string Line(string text)
    {
        var line = PlainText.OneLine(text);
        return line.Length <= MaxStatus ? line : string.Concat(line.AsSpan(0, MaxStatus - 1), "…");
    }

    private static TimeSpan? WatchdogOf(IReadOnlyDictionary<string, string> environment)
    {
        var ours = environment.GetValueOrDefault("WATCHDOG_PID") is not { Length: > 0 } text
            || text == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return ours && long.TryParse(environment.GetValueOrDefault("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            && microseconds is > 0 and < (long)uint.MaxValue * 1000
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    private void Send(string message)
    {
        if (_manager is null)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(message), _manager);
        }
        catch (SocketException exception)
        {
            // Said once: the service manager draws its own conclusions from silence.
            if (!Interlocked.Exchange(ref _failed, true))
            {
                LogUnreachable(exception.Message);
            }
        }
    }
}
