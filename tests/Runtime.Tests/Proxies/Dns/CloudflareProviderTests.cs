using System.Net;
using Reeve.Runtime.Proxies.Dns;
using Reeve.Runtime.Proxies.Dns.Cloudflare;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Dns;

public sealed class CloudflareProviderTests : IDisposable
{
    private const string Mark = "heritage=reeve,owner=here";

    private readonly TempDirectory _directory = new();
    private readonly FakeCloudflare _cloudflare = new();
    private readonly CloudflareProvider _provider;

    public CloudflareProviderTests()
    {
        File.WriteAllText(_directory["token"], "secret\n");
        _provider = new CloudflareProvider(Options(), "here", TimeProvider.System, _cloudflare);
    }

    public void Dispose()
    {
        _provider.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task SetAsync_New_MadeWithMark()
    {
        await _provider.SetAsync(Addresses("192.0.2.7"), default);

        Assert.Equal("192.0.2.7", (string?)Assert.Single(_cloudflare.Records)["content"]);
        Assert.Equal(Mark, (string?)_cloudflare.Records[0]["comment"]);
    }

    [Fact]
    public async Task SetAsync_Again_NothingIsChanged()
    {
        await _provider.SetAsync(Addresses("192.0.2.7", "192.0.2.8"), default);
        _cloudflare.Changes.Clear();

        await _provider.SetAsync(Addresses("192.0.2.8", "192.0.2.7"), default);

        Assert.Empty(_cloudflare.Changes);
    }

    [Fact]
    public async Task SetAsync_OtherAddresses_ChangedInPlaceAndNeverWithout()
    {
        await _provider.SetAsync(Addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"), default);
        _cloudflare.Changes.Clear();

        await _provider.SetAsync(Addresses("192.0.2.9"), default);

        Assert.Equal("192.0.2.9", (string?)Assert.Single(_cloudflare.Records)["content"]);
        Assert.StartsWith("PUT", _cloudflare.Changes[0], StringComparison.Ordinal);
        Assert.True(_cloudflare.FewestOfAnyName >= 1);
    }

    [Fact]
    public async Task SetAsync_RecordOfSomebodyElse_ConflictAndUnchanged()
    {
        _cloudflare.Add("A", "a.example.org", "192.0.2.1");

        var error = await Assert.ThrowsAsync<ProviderException>(() => _provider.SetAsync(Addresses("192.0.2.7"), default));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.Contains("192.0.2.1", error.Message, StringComparison.Ordinal);
        Assert.Empty(_cloudflare.Changes);
    }

    [Fact]
    public async Task RemoveAsync_OursAndOthers_OursGo()
    {
        _cloudflare.Add("A", "a.example.org", "192.0.2.1");
        _cloudflare.Add("A", "a.example.org", "192.0.2.2", Mark);

        await _provider.RemoveAsync("a.example.org", DnsRecordType.A, default);

        Assert.Equal("192.0.2.1", (string?)Assert.Single(_cloudflare.Records)["content"]);
    }

    [Fact]
    public async Task AddTextAsync_TwoThenRemoveOne_OtherStays()
    {
        await _provider.AddTextAsync("_acme-challenge.a.example.org", "one", default);
        await _provider.AddTextAsync("_acme-challenge.a.example.org", "two", default);
        await _provider.AddTextAsync("_acme-challenge.a.example.org", "two", default);
        await _provider.RemoveTextAsync("_acme-challenge.a.example.org", "one", default);

        Assert.Equal("\"two\"", (string?)Assert.Single(_cloudflare.Records)["content"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, ErrorReason.Denied, "DNS:Edit")]
    [InlineData(HttpStatusCode.TooManyRequests, ErrorReason.Exhausted, "429")]
    [InlineData(HttpStatusCode.BadGateway, ErrorReason.Transient, "502")]
    public async Task SetAsync_Refused_ByItsReason(HttpStatusCode status, ErrorReason reason, string text)
    {
        _cloudflare.Answer = new HttpResponseMessage(status) { Content = new StringContent("<html>") };

        var error = await Assert.ThrowsAsync<ProviderException>(() => _provider.SetAsync(Addresses("192.0.2.7"), default));

        Assert.Equal(reason, error.Reason);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAsync_NameWithRecordsOfAnotherType_ConflictWithTheWayOut()
    {
        _cloudflare.Answer = new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"success":false,"errors":[{"code":81053,"message":"An A, AAAA, or CNAME record with that host already exists."}],"result":null}"""),
        };

        var error = await Assert.ThrowsAsync<ProviderException>(() => _provider.SetAsync(Addresses("192.0.2.7"), default));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.Contains("81053", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAsync_ZoneUnknownToTheToken_DeniedWithTheField()
    {
        using var provider = new CloudflareProvider(Options() with { Zone = "example.com" }, "here", TimeProvider.System, new FakeCloudflare());

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => provider.SetAsync(new DnsRecordSet { Name = "a.example.com", Type = DnsRecordType.A, Values = ["192.0.2.7"] }, default));

        Assert.Equal("zone", error.Field);
    }

    private static DnsRecordSet Addresses(params string[] values) => new() { Name = "a.example.org", Type = DnsRecordType.A, Values = values };

    private CloudflareOptions Options() => new() { Zone = "example.org", TokenFile = _directory["token"], Propagation = TimeSpan.Zero };
}
