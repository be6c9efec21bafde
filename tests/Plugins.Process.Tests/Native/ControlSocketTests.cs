using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Native;

[SupportedOSPlatform("linux")]
public sealed class ControlSocketTests : IDisposable
{
    private readonly Poller? _poller = OperatingSystem.IsLinux() ? new Poller() : null;

    [LinuxFact]
    public async Task SendAsync_MoreThanTheKernelHolds_ArrivesWhole()
    {
        var (near, far) = Pair();
        using (near)
        using (far)
        {
            var message = new byte[4 << 20];
            Random.Shared.NextBytes(message);
            var sent = near.SendAsync(message, CancellationToken.None);
            Assert.False(sent.IsCompleted);

            var received = new byte[message.Length];
            for (var count = 0; count < received.Length;)
            {
                var read = await far.ReceiveAsync(received.AsMemory(count), CancellationToken.None);
                Assert.NotEqual(0, read);
                count += read;
            }

            Assert.True(await sent);
            Assert.Equal(message, received);
        }
    }

    [LinuxFact]
    public async Task ReceiveAsync_NothingSentYet_WaitsAndCanBeCancelled()
    {
        var (near, far) = Pair();
        using (near)
        using (far)
        {
            using var cancellation = new CancellationTokenSource();
            var buffer = new byte[8];
            var waiting = near.ReceiveAsync(buffer, cancellation.Token);
            Assert.False(near.IsReadable(TimeSpan.Zero));
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

            waiting = near.ReceiveAsync(buffer, CancellationToken.None);
            Assert.True(await far.SendAsync(Encoding.ASCII.GetBytes("hello"), CancellationToken.None));
            Assert.Equal(5, await waiting);
            Assert.Equal("hello", Encoding.ASCII.GetString(buffer, 0, 5));
        }
    }

    [LinuxFact]
    public async Task OtherEndGone_SendingSaysSoAndReceivingEnds()
    {
        var (near, far) = Pair();
        using (near)
        {
            far.EndSending();
            Assert.True(near.IsReadable(TimeSpan.Zero));
            Assert.Equal(0, await near.ReceiveAsync(new byte[8], CancellationToken.None));
            Assert.True(await near.SendAsync(new byte[8], CancellationToken.None));
            far.Dispose();
            Assert.False(await near.SendAsync(new byte[8], CancellationToken.None));
            Assert.Equal(0, await near.ReceiveAsync(new byte[8], CancellationToken.None));
        }
    }

    public void Dispose() => _poller?.Dispose();

    private unsafe (ControlSocket Near, ControlSocket Far) Pair()
    {
        var pair = stackalloc int[2];
        Assert.Equal(0, Libc.SocketPair(Libc.UnixDomain, Libc.SocketStreamCloseOnExec, 0, pair));
        return (new(new SafeFileHandle(pair[0], ownsHandle: true), _poller!), new(new SafeFileHandle(pair[1], ownsHandle: true), _poller!));
    }
}
