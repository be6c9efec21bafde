using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

public sealed class ProxyServiceTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly RecordingProvider _provider = new();
    private readonly int _port = FreePorts.Find();
    private ProxyService _service;

    public ProxyServiceTests() => _service = Open(_provider);

    public Task InitializeAsync() => _service.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Apply_Valid_ServedWithSocketsAndKept()
    {
        var revision = await ApplyAsync(ProxyDocuments.Simple(_port));

        Assert.Equal((1, "tester"), (revision.Revision, revision.By));
        Assert.Equal(1, _provider.Served!.Revision);
        Assert.True(IsTaken(_port));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, _port), _provider.Served.Listeners.Single().Sockets.Single().LocalEndPoint);
    }

    [Fact]
    public async Task Apply_NotValid_FieldsAreNamedAndNothingChanges()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));

        var error = await Assert.ThrowsAsync<ProxyValidationException>(() => ApplyAsync(new ProxySpec { Listeners = [new ProxyListenerSpec { Name = "A", Protocol = "http", Address = ":0" }] }));

        Assert.Equal(["listeners[0].name", "listeners[0].address"], error.Errors.Select(item => item.Field));
        Assert.Equal((1, 1), (_service.Current!.Revision, _provider.Served!.Revision));
    }

    [Fact]
    public async Task Change_ManyAtOnce_EachIsThere()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _service.ChangeAsync(
            spec => spec with { Routes = [.. spec.Routes, spec.Routes[0] with { Name = $"r{i}", PathPrefix = $"/{i}" }] }, "tester", CancellationToken.None))));

        Assert.Equal(21, _service.Current!.Spec.Routes.Count);
        Assert.Equal(21, _service.Current.Revision);
    }

    [Fact]
    public async Task Watch_Changes_CurrentOneFirstThenTheLatest()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        await using var revisions = _service.WatchAsync(CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await revisions.MoveNextAsync());
        Assert.Equal(1, revisions.Current.Revision);
        for (var i = 0; i < 3; i++)
        {
            await _service.ChangeAsync(spec => spec with { Routes = [spec.Routes[0] with { PathPrefix = $"/{i}" }] }, "tester", CancellationToken.None);
        }

        Assert.True(await revisions.MoveNextAsync());
        Assert.Equal(4, revisions.Current.Revision);
    }

    [Fact]
    public async Task Apply_NotRestored_HistoryGoesOnFromWhatIsKept()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        await _service.DisposeAsync();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, _port));
        taken.Listen();
        _service = Open(_provider);
        await Assert.ThrowsAsync<ProviderException>(() => _service.StartAsync(CancellationToken.None));

        var next = await ApplyAsync(ProxyDocuments.Simple(FreePorts.Find()));

        Assert.Equal(2, next.Revision);
        Assert.Equal([2L, 1L], _service.Revisions);
    }

    [Fact]
    public async Task Apply_ProviderRefuses_LastGoodOneIsKeptAndNewSocketsAreClosed()
    {
        var other = FreePorts.Find();
        await ApplyAsync(ProxyDocuments.Simple(_port));
        var served = _provider.Served;
        _provider.Refuses = true;

        await Assert.ThrowsAsync<ProviderException>(() => ApplyAsync(ProxyDocuments.Simple(other)));

        Assert.Same(served, _provider.Served);
        Assert.Equal((1, true, false), (_service.Current!.Revision, IsTaken(_port), IsTaken(other)));
        Assert.Equal([1L], _service.Revisions);
        Assert.Equal(2, (await ApplyAsync(ProxyDocuments.Simple(other))).Revision);
        Assert.False(IsTaken(_port));
    }

    [Fact]
    public async Task Apply_PortIsTaken_ConflictNamesTheFieldAndNothingIsLeftOpen()
    {
        var free = FreePorts.Find();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, _port));
        other.Listen();
        var spec = ProxyDocuments.Simple(free) with { Listeners = [.. ProxyDocuments.Simple(free, "one").Listeners, .. ProxyDocuments.Simple(_port, "web").Listeners] };

        var error = await Assert.ThrowsAsync<ProviderException>(() => ApplyAsync(spec));

        Assert.Equal((ErrorReason.Conflict, "listeners[1].address"), (error.Reason, error.Field));
        Assert.False(IsTaken(free));
        Assert.Null(_service.Current);
    }

    [Fact]
    public async Task Apply_UnchangedListener_KeepsItsSocket()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        var socket = _provider.Served!.Listeners.Single().Sockets.Single();
        var spec = ProxyDocuments.Simple(_port);

        await ApplyAsync(spec with { Routes = [spec.Routes[0] with { Retries = 1 }] });

        Assert.Same(socket, _provider.Served.Listeners.Single().Sockets.Single());
    }

    [Fact]
    public async Task Apply_SameDocument_NoNewRevision() =>
        Assert.Same(await ApplyAsync(ProxyDocuments.Simple(_port)), await ApplyAsync(ProxyDocuments.Simple(_port)));

    [Fact]
    public async Task Apply_MadeFromAnotherRevision_Conflict()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));

        var error = await Assert.ThrowsAsync<ProviderException>(() => _service.ApplyAsync(new ProxySpec(), "tester", 0, CancellationToken.None));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.Equal(2, (await _service.ApplyAsync(new ProxySpec(), "tester", 1, CancellationToken.None)).Revision);
    }

    [Fact]
    public async Task RollBack_EarlierRevision_ItsDocumentIsServedAsANewOne()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        await ApplyAsync(new ProxySpec());

        var revision = await _service.RollBackAsync(1, "tester", CancellationToken.None);

        Assert.Equal((3, 1), (revision.Revision, revision.RolledBackTo));
        Assert.Equal([3L, 2L, 1L], _service.Revisions);
        Assert.True(IsTaken(_port));
        Assert.Equal(ErrorReason.NotFound, (await Assert.ThrowsAsync<ProviderException>(() => _service.RollBackAsync(9, "tester", CancellationToken.None))).Reason);
    }

    [Fact]
    public async Task Start_AfterARestart_ServesWhatWasApplied()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        await _service.DisposeAsync();
        Assert.False(IsTaken(_port));
        var provider = new RecordingProvider();

        _service = Open(provider);
        await _service.StartAsync(CancellationToken.None);

        Assert.Equal((1, 1), (_service.Current!.Revision, provider.Served!.Revision));
        Assert.Empty(_service.Diff(ProxyDocuments.Simple(_port)));
    }

    [Fact]
    public async Task Start_PortIsTaken_CanBeTriedAgain()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        await _service.DisposeAsync();
        var provider = new RecordingProvider();
        _service = Open(provider);
        using (var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, _port));
            other.Listen();
            Assert.Equal(ErrorReason.Conflict, (await Assert.ThrowsAsync<ProviderException>(() => _service.StartAsync(CancellationToken.None))).Reason);
        }

        await _service.StartAsync(CancellationToken.None);

        Assert.Equal((1, 1L), (provider.Starts, provider.Served!.Revision));
    }

    [Fact]
    public async Task Restart_CrashBetweenPreparingAndCommitting_FormerOneIsServed()
    {
        await ApplyAsync(ProxyDocuments.Simple(_port));
        new RevisionStore(_directory["history"]).Prepare(new ProxyRevision { Revision = 2, Time = default, Spec = new ProxySpec() });
        await _service.DisposeAsync();

        _service = Open(_provider);
        await _service.StartAsync(CancellationToken.None);

        Assert.Equal(1, _service.Current!.Revision);
        Assert.Equal([1L], _service.Revisions);
        Assert.Null(_service.Find(2));
    }

    [Fact]
    public async Task History_ManyRevisions_TheLatestHundredAreKept()
    {
        for (var i = 1; i <= 103; i++)
        {
            await ApplyAsync(new ProxySpec { Upstreams = [.. ProxyDocuments.Simple(1).Upstreams.Select(group => group with { BreakAfter = i })] });
        }

        Assert.Equal(Enumerable.Range(4, 100).Reverse().Select(number => (long)number), _service.Revisions);
    }

    private Task<ProxyRevision> ApplyAsync(ProxySpec spec) => _service.ApplyAsync(spec, "tester", null, CancellationToken.None);

    private ProxyService Open(RecordingProvider provider) => new("edge", provider, _directory["history"], TimeProvider.System, NullLogger.Instance);

    private static bool IsTaken(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
