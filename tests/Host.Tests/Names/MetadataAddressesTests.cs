using System.Net;
using Reeve.Host.Names;

namespace Reeve.Host.Tests.Names;

public sealed class MetadataAddressesTests
{
    [Fact]
    public async Task Find_FloatingIp_ThatOne()
    {
        using var source = Make(HttpStatusCode.OK, "203.0.113.9\n");

        Assert.Equal([IPAddress.Parse("203.0.113.9")], await source.FindAsync(default));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "", "floating IP")] // a server without one
    [InlineData(HttpStatusCode.NotFound, "", "does not answer")]
    public async Task Find_None_SaidAndTriedAgainLater(HttpStatusCode status, string body, string said)
    {
        using var source = Make(status, body);

        var error = await Assert.ThrowsAsync<ProviderException>(() => source.FindAsync(default));

        Assert.Equal(ErrorReason.Transient, error.Reason);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private static MetadataAddresses Make(HttpStatusCode status, string body) =>
        new(new HttpClient(new Service(status, body)) { BaseAddress = new Uri("http://metadata.example/") });

    private sealed class Service(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("/latest/meta-data/public-ipv4", request.RequestUri!.AbsolutePath);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
        }
    }
}
