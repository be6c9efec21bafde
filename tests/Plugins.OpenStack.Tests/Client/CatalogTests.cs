using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Tests.Client;

public sealed class CatalogTests
{
    private static readonly CloudSettings s_settings = new() { Name = "c", AuthUrl = new Uri("https://x"), Credentials = new Credentials.Token(new Secret("t")) };

    [Theory]
    [InlineData("network", "https://n", "https://n/v2.0/")]
    [InlineData("network", "https://n/", "https://n/v2.0/")]
    [InlineData("network", "https://n/networking/v2.0", "https://n/networking/v2.0/")]
    [InlineData("compute", "https://n/v2.1/p", "https://n/v2.1/p/")]
    [InlineData("volume", "https://n/v3/p", "https://n/v3/p/")]
    [InlineData("block-store", "https://n/v3/p", "https://n/v3/p/")]
    [InlineData("load-balancer", "https://n/load-balancer", "https://n/load-balancer/v2/")]
    public void Resolve_Address_HasTheVersion(string type, string url, string expected)
    {
        var service = Enum.GetValues<CloudService>().First(service => ServiceProfile.Of(service).Types.Contains(type));

        Assert.Equal(expected, Resolve(service, s_settings, Entry(type, url)));
    }

    [Fact]
    public void Resolve_SeveralAliases_TakesTheBest() =>
        Assert.Equal("https://three/v3/p/", Resolve(CloudService.Volume, s_settings, Entry("volumev2", "https://two/v2/p"), Entry("volumev3", "https://three/v3/p")));

    [Fact]
    public void Resolve_RegionAndInterface_AreHeeded()
    {
        var entries = new[] { Entry("compute", "https://a", "A"), Entry("compute", "https://b", "B"), Entry("compute", "https://b-internal", "B", "internal") };

        Assert.Equal("https://b/", Resolve(CloudService.Compute, s_settings with { Region = "B" }, entries));
        Assert.Equal("https://b-internal/", Resolve(CloudService.Compute, s_settings with { Interface = "internal" }, entries));
    }

    [Fact]
    public void Resolve_SeveralRegionsAndNoneNamed_AsksForOne()
    {
        var exception = Assert.Throws<CloudException>(() => Resolve(CloudService.Compute, s_settings, Entry("compute", "https://a", "A"), Entry("compute", "https://b", "B")));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.Contains("A, B", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_ServiceIsNotThere_SaysWhatIs()
    {
        var exception = Assert.Throws<CloudException>(() => Resolve(CloudService.LoadBalancer, s_settings with { Region = "R" }, Entry("compute", "https://a")));

        Assert.Equal(ErrorReason.Unsupported, exception.Reason);
        Assert.Contains("no service load-balancer in region R", exception.Message, StringComparison.Ordinal);
        Assert.Contains("compute in R", exception.Message, StringComparison.Ordinal);
        Assert.False(EndpointResolver.Has(ServiceProfile.Of(CloudService.LoadBalancer), s_settings, [Entry("compute", "https://a")]));
    }

    [Fact]
    public void Resolve_Override_CountsMoreThanTheCatalog()
    {
        var settings = s_settings with { EndpointOverrides = new Dictionary<string, string> { ["block-storage"] = "https://mine/v3/p" } };

        Assert.Equal("https://mine/v3/p/", Resolve(CloudService.Volume, settings, Entry("volumev3", "https://theirs/v3/p")));
    }

    [Fact]
    public void Resolve_PlainHttpToAnotherMachine_IsRefused()
    {
        var exception = Assert.Throws<CloudException>(() => Resolve(CloudService.Compute, s_settings, Entry("compute", "http://nova.example.com/v2.1")));

        Assert.Contains("https alone", exception.Message, StringComparison.Ordinal);
        Assert.Equal("http://nova.example.com/v2.1/", Resolve(CloudService.Compute, s_settings with { Insecure = true }, Entry("compute", "http://nova.example.com/v2.1")));
        Assert.Equal("http://127.0.0.1:1/v2.1/", Resolve(CloudService.Compute, s_settings, Entry("compute", "http://127.0.0.1:1/v2.1")));
        Assert.Throws<CloudException>(() => new Cloud(s_settings with { AuthUrl = new Uri("http://keystone.example.com") }, TimeProvider.System));
    }

    [Theory]
    [InlineData("2.1", "2.93", "2.90")]
    [InlineData("2.1", "2.90", "2.90")]
    [InlineData("2.1", "2.60", "2.60")]
    [InlineData("2.1", "2.52", null)]
    [InlineData("2.91", "2.99", null)]
    [InlineData("", "", null)]
    public void Choose_Range_TakesTheNewestThatBothKnow(string least, string most, string? expected)
    {
        using var document = System.Text.Json.JsonDocument.Parse($$"""{"version": {"min_version": "{{least}}", "version": "{{most}}"} }""");
        var profile = ServiceProfile.Of(CloudService.Compute);

        if (expected is null)
        {
            Assert.Equal(ErrorReason.Unsupported, Assert.Throws<CloudException>(() => MicroversionChooser.Choose(profile, document.RootElement, "c")).Reason);
        }
        else
        {
            Assert.Equal(expected, MicroversionChooser.Choose(profile, document.RootElement, "c").ToString());
        }
    }

    private static string Resolve(CloudService service, CloudSettings settings, params CatalogService[] catalog) =>
        EndpointResolver.Resolve(ServiceProfile.Of(service), settings, catalog).AbsoluteUri;

    private static CatalogService Entry(string type, string url, string region = "R", string face = "public") =>
        new() { Type = type, Endpoints = [new CatalogEndpoint { Interface = face, RegionId = region, Url = url }] };
}
