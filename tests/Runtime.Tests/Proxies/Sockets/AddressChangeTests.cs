using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Sockets;

/// <summary>Listeners for all addresses on machines whose addresses come and go. (Of UDP, for which loopback addresses do as well.)</summary>
public sealed class AddressChangeTests
{
    private static readonly IPAddress One = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Two = IPAddress.Parse("127.0.0.3");
    private static readonly IPAddress Foreign = IPAddress.Parse("192.0.2.99");

    [LinuxFact]
    public async Task Addresses_ComeAndGo_SocketsFollowAndThoseThatStayAreTheSame()
    {
        using var directory = new TempDirectory();
        var (provider, machine, port) = (new RecordingProvider(), new FakeAddresses(One), FreePorts.Find());
        await using var service = await StartAsync(directory, provider, machine, port);
        var first = provider.Served!.Listeners.Single().Sockets.Single();

        machine.Become(One, Two);
        await Eventually.TrueAsync(() => provider.Served.Listeners.Single().Sockets.Count == 2, "the new address is served");
        Assert.Same(first, provider.Served.Listeners.Single().Sockets[0]);
        Assert.Equal([new IPEndPoint(One, port), new IPEndPoint(Two, port)], provider.Served.Listeners.Single().Endpoints);

        machine.Become(Two);
        await Eventually.TrueAsync(() => provider.Served.Listeners.Single().Sockets.Count == 1, "the old address is served no more");
        Assert.Equal(new IPEndPoint(Two, port), provider.Served.Listeners.Single().Sockets.Single().LocalEndPoint);
        Assert.Equal((1, 1L), (service.Current!.Revision, provider.Served.Revision));
        await Eventually.TrueAsync(() => UdpEcho.IsFree(new IPEndPoint(One, port)), "the old address is free");
    }

    [LinuxFact]
    public async Task Addresses_OneCannotBeHad_OthersAreServedAndItIsTriedAgain()
    {
        using var directory = new TempDirectory();
        var (provider, machine, port) = (new RecordingProvider(), new FakeAddresses(One, Foreign), FreePorts.Find());
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(Two, port));
        await using var service = await StartAsync(directory, provider, machine, port);
        Assert.Equal([new IPEndPoint(One, port)], provider.Served!.Listeners.Single().Endpoints);

        machine.Become(One, Two);
        taken.Close();
        machine.Become(One, Two);

        await Eventually.TrueAsync(() => provider.Served.Listeners.Single().Sockets.Count == 2, "it is served once it can be had");
        Assert.Equal(2, provider.Applied);
    }

    [LinuxFact]
    public async Task Apply_AddressTaken_RefusedWithTheAddress()
    {
        using var directory = new TempDirectory();
        var (provider, port) = (new RecordingProvider(), FreePorts.Find());
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(Two, port));

        var error = await Assert.ThrowsAsync<ProviderException>(() => StartAsync(directory, provider, new FakeAddresses(One, Two), port));

        Assert.Equal((ErrorReason.Conflict, "listeners[0].address"), (error.Reason, error.Field));
        Assert.Contains($"127.0.0.3:{port}", error.Message, StringComparison.Ordinal);
        Assert.True(UdpEcho.IsFree(new IPEndPoint(One, port)));
    }

    [RequiresFact(Component.Root)]
    public async Task Watch_RealMachine_AddressIsToldOfWhenItComesAndWhenItGoes()
    {
        // Of a block for documentation: nobody has it.
        var address = IPAddress.Parse("198.51.100.77");
        var machine = new MachineAddresses(new ManualTimeProvider());
        var changes = 0;
        using var watch = machine.Watch(() => Interlocked.Increment(ref changes));
        Assert.DoesNotContain(address, machine.List());
        await Tool.RunAsync("ip", ["addr", "add", $"{address}/32", "dev", "lo"]);
        try
        {
            await Eventually.TrueAsync(() => Volatile.Read(ref changes) > 0 && machine.List().Contains(address), "the address is there");
        }
        finally
        {
            Volatile.Write(ref changes, 0);
            await Tool.RunAsync("ip", ["addr", "del", $"{address}/32", "dev", "lo"]);
        }

        await Eventually.TrueAsync(() => Volatile.Read(ref changes) > 0 && !machine.List().Contains(address), "the address is gone");
    }

    private static async Task<ProxyService> StartAsync(TempDirectory directory, RecordingProvider provider, IMachineAddresses machine, int port)
    {
        var service = new ProxyService("edge", provider, directory["history"], TimeProvider.System, NullLogger.Instance, machine);
        await service.StartAsync(CancellationToken.None);
        try
        {
            await service.ApplyAsync(ServedProxy.Document("udp", $":{port}", "udp://192.0.2.1:1"), "tester", null, CancellationToken.None);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }
}
