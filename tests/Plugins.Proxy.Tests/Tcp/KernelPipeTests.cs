using System.Net.Sockets;
using System.Security.Cryptography;
using Reeve.Plugins.Proxy.Tcp;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Tcp;

public sealed class KernelPipeTests
{
    [LinuxFact]
    public async Task Pipe_BetweenTwoSockets_KernelMovesTheBytesAndSaysWhenThereAreNone()
    {
        using var one = await PairAsync();
        using var other = await PairAsync();
        using var pipe = KernelPipe.TryCreate();
        Assert.NotNull(pipe);
        Assert.Equal(-1, pipe.Fill(one.Server.SafeHandle));
        var bytes = RandomNumberGenerator.GetBytes(10_000);

        await one.Client.SendAsync(bytes);
        await one.Server.ReceiveAsync(Memory<byte>.Empty);
        for (var moved = 0; moved < bytes.Length;)
        {
            var inside = pipe.Fill(one.Server.SafeHandle);
            for (var rest = inside; rest > 0;)
            {
                rest -= pipe.Empty(other.Server.SafeHandle, rest);
            }

            moved += Math.Max(0, inside);
        }

        Assert.Equal(bytes, System.Text.Encoding.Latin1.GetBytes(await other.Client.ReadTextAsync(bytes.Length)));
        one.Client.Shutdown(SocketShutdown.Send);
        await one.Server.ReceiveAsync(Memory<byte>.Empty);
        Assert.Equal(0, pipe.Fill(one.Server.SafeHandle));
    }

    [LinuxFact]
    public async Task Fill_BrokenConnection_IsAnError()
    {
        using var pair = await PairAsync();
        using var pipe = KernelPipe.TryCreate();
        pair.Client.LingerState = new LingerOption(true, 0);
        pair.Client.Close();
        await Eventually.TrueAsync(() => pair.Server.Poll(0, SelectMode.SelectRead), "the reset arrived");

        Assert.Throws<IOException>(() => pipe!.Fill(pair.Server.SafeHandle));
    }

    private static async Task<Pair> PairAsync()
    {
        using var origin = new TcpOrigin();
        var client = await Clients.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, origin.Address.Port));
        var server = await origin.TakeAsync();
        await server.SendAsync(ReadOnlyMemory<byte>.Empty); // from here on it does not block
        return new Pair(client, server);
    }

    private sealed record Pair(Socket Client, Socket Server) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
