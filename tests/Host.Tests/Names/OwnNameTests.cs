using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Names;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Testing;

namespace Reeve.Host.Tests.Names;

public sealed class OwnNameTests : IAsyncDisposable
{
    private const string Name = "edge.example.org";
    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeZone _zone = new();
    private readonly FakeAddresses _addresses = new("192.0.2.7", "2001:db8::7");
    private readonly List<OwnName> _names = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names)
        {
            await name.DisposeAsync();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task Start_BothFamilies_BothRecords()
    {
        var name = await StartAsync();

        Assert.Equal(["192.0.2.7"], _zone.Records[(Name, DnsRecordType.A)]);
        Assert.Equal(["2001:db8::7"], _zone.Records[(Name, DnsRecordType.Aaaa)]);
        Assert.Equal(2, name.State.Addresses.Count);
        Assert.Null(name.State.Problem);
    }

    [Fact]
    public async Task Run_AddressChanges_WrittenAgainAndOnlyThen()
    {
        await StartAsync();
        _addresses.Set("192.0.2.8");

        await AdvanceUntilAsync(() => RecordsOf(DnsRecordType.A) == "192.0.2.8", "the record follows");

        Assert.Equal("", RecordsOf(DnsRecordType.Aaaa));
        Assert.Equal(3, _zone.Writes);
    }

    [Fact]
    public async Task Run_NoAddressLeft_RecordsStayAndTheProblemIsSaid()
    {
        var name = await StartAsync();
        _addresses.Set();

        await AdvanceUntilAsync(() => name.State.Problem is not null, "the problem is said");

        Assert.Equal("192.0.2.7", RecordsOf(DnsRecordType.A));
    }

    [Fact]
    public async Task Run_ZoneFails_TriedAgain()
    {
        _zone.Problem = "not now";
        var name = await StartAsync();
        Assert.Equal("not now", name.State.Problem);
        _zone.Problem = null;

        await AdvanceUntilAsync(() => name.State.Problem is null, "it is written");

        Assert.Equal("192.0.2.7", RecordsOf(DnsRecordType.A));
    }

    [Fact]
    public async Task Remove_ThenRestart_StaysRemovedUntilItIsRegistered()
    {
        var name = await StartAsync();

        Assert.True((await name.RemoveAsync(default)).IsRemoved);
        var next = await StartAsync();

        Assert.Empty(_zone.Records);
        Assert.True(next.State.IsRemoved);
        Assert.False((await next.RegisterAsync(default)).IsRemoved);
        Assert.Equal("192.0.2.7", RecordsOf(DnsRecordType.A));
    }

    [Fact]
    public async Task Dispose_WithoutACommand_RecordsStay()
    {
        var name = await StartAsync();

        await name.DisposeAsync();
        _names.Clear();

        Assert.Equal("192.0.2.7", RecordsOf(DnsRecordType.A));
    }

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void IsUsable_Address_WhetherOthersReachIt(string address, bool usable) => Assert.Equal(usable, InterfaceAddresses.IsUsable(System.Net.IPAddress.Parse(address)));

    [Fact]
    public async Task Find_UnknownInterface_Said()
    {
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await new InterfaceAddresses("none0").FindAsync(default));

        Assert.Contains("none0", error.Message, StringComparison.Ordinal);
    }

    private string RecordsOf(DnsRecordType type)
    {
        lock (_zone.Records)
        {
            return string.Join(',', _zone.Records.GetValueOrDefault((Name, type)) ?? []);
        }
    }

    private async Task<OwnName> StartAsync()
    {
        var options = new OwnNameOptions { Name = Name, Ttl = TimeSpan.FromMinutes(5), RemovedFile = _directory["removed"] };
        var name = new OwnName(options, _addresses, _zone, _time, NullLogger<OwnName>.Instance);
        _names.Add(name);
        name.Start();
        await name.Tried;
        return name;
    }

    private Task AdvanceUntilAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            return condition();
        },
        what);
}
