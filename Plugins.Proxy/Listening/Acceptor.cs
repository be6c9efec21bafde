using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>Accepts from one lent socket, which is never closed here, and knows every connection that came of it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer, whose wait handle was never asked for, holds nothing to release.")]
internal sealed partial class Acceptor : IListening
{
    private static readonly TimeSpan ShortOfDescriptors = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Accepted, byte> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly AcceptorParts _parts;
    private readonly ILogger _logger;
    private TaskCompletionSource _ended = NewSignal();
    private Task _loop = Task.CompletedTask;
    private volatile bool _removed;

    public Acceptor(string name, ProxyProtocol protocol, Socket socket, AcceptorParts parts) =>
        (Name, Protocol, Socket, _parts, _logger) = (name, protocol, socket, parts, parts.Logger);

    public string Name { get; }

    public ProxyProtocol Protocol { get; }

    public Socket Socket { get; }

    public int Open => _open.Count;

    /// <summary>What it serves now; null once the listener was removed.</summary>
    public ServedListener? Current => _removed ? null : _parts.Serving.Find(Name);

    public void Start() => _loop = Task.Run(AcceptAsync);

    public async Task StopAsync(bool removed)
    {
        _removed |= removed;
        await _stop.CancelAsync();
        await _loop;
    }

    public async Task EmptiedAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var ended = Volatile.Read(ref _ended).Task; // before the look, so that none is missed
            if (_open.IsEmpty)
            {
                return;
            }

            await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void AbortAll()
    {
        foreach (var accepted in _open.Keys)
        {
            accepted.Cut();
        }
    }

    public void Ended(Accepted accepted)
    {
        _open.TryRemove(accepted, out _);
        Interlocked.Exchange(ref _ended, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await RoomAsync();
                Handle(await Socket.AcceptAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                ListenerClosed(Name);
                return;
            }
            catch (SocketException exception)
            {
                // A client that went away before it was accepted, or no descriptor left (EMFILE): neither ends the listener.
                AcceptFailed(Name, exception.SocketErrorCode);
                await Task.Delay(ShortOfDescriptors, _parts.TimeProvider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // What exceeds the limit waits in the kernel's backlog.
    private async Task RoomAsync()
    {
        while (true)
        {
            var ended = Volatile.Read(ref _ended).Task;
            if (_open.Count < (_parts.Serving.Find(Name)?.Listener.MaxConnections ?? _parts.Options.MaxConnections))
            {
                return;
            }

            await ended.WaitAsync(_stop.Token);
        }
    }

    private void Handle(Socket socket)
    {
        var accepted = new Accepted(socket, this);
        _open[accepted] = 0;
        _ = Task.Run(async () =>
        {
            try
            {
                socket.NoDelay = true;
                await _parts.Handle(accepted);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                accepted.Dispose();
                ConnectionEnded(Name, exception.Message);
            }
            catch (Exception exception)
            {
                accepted.Dispose();
                ConnectionFailed(exception, Name);
            }
        });
    }
}
