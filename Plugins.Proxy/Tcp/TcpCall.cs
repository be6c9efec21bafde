using System.Net.Security;
using System.Net.Sockets;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.Serving;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>A client's connection and what is done with it.</summary>
internal sealed class TcpCall(Accepted accepted, ServedListener served, Greeting greeting) : IDisposable
{
    public Accepted Accepted { get; } = accepted;

    public ServedListener Served { get; } = served;

    public Greeting Greeting { get; } = greeting;

    /// <summary>The client's side where TLS ends here.</summary>
    public SslStream? Encrypted { get; set; }

    /// <summary>Moves both directions until each has ended, one has failed, nothing moved for the time, or the route is gone.</summary>
    public async Task RunAsync(Socket upstream, ServedRoute route, TimeSpan idle, bool splice, TimeProvider timeProvider)
    {
        var cutting = Accepted.Cutting;
        using var gone = route.Life.Gone.UnsafeRegister(static accepted => ((Accepted)accepted!).Cut(), Accepted);
        using var clock = new IdleClock(idle, timeProvider, Accepted.Cut);

        // Made while both directions are open: a socket that was half closed counts as not connected.
        await using var plain = Encrypted is null ? null : new NetworkStream(upstream, ownsSocket: false);
        try
        {
            await Task.WhenAll(Ending(ToUpstreamAsync()), Ending(ToClientAsync()));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // What one side has not received must not look complete to it: a reset instead of an end.
            Accepted.Socket.LingerState = new LingerOption(true, 0);
            upstream.LingerState = new LingerOption(true, 0);
            throw;
        }

        async Task ToUpstreamAsync()
        {
            if (Encrypted is { } stream)
            {
                await StreamPump.RunAsync(stream, plain!, () => End(upstream), clock, cutting);
                return;
            }

            for (var rest = Greeting.Rest; !rest.IsEmpty; rest = rest[await upstream.SendAsync(rest, cutting)..])
            {
            }

            await SocketPump.RunAsync(Accepted.Socket, upstream, splice, clock, cutting);
        }

        async Task ToClientAsync()
        {
            if (Encrypted is { } stream)
            {
                await StreamPump.RunAsync(plain!, stream, stream.ShutdownAsync, clock, cutting);
                return;
            }

            await SocketPump.RunAsync(upstream, Accepted.Socket, splice, clock, cutting);
        }

        async Task Ending(Task direction)
        {
            try
            {
                await direction;
            }
            catch
            {
                Accepted.Cut();
                throw;
            }
        }
    }

    public void Dispose() => Encrypted?.Dispose();

    private static Task End(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }
}
