using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Tests.Proxies.Acme;

public sealed class LinksTests
{
    [Theory]
    [InlineData("<https://ca/1>;rel=\"alternate\"", "https://ca/1")]
    [InlineData("<https://ca/dir>;rel=\"index\", <https://ca/2>;title=\"a, b\";rel=\"alternate\"", "https://ca/2")]
    [InlineData("</chain/3>; rel=alternate", "https://ca/chain/3")]
    [InlineData("<https://ca/a,b>;rel=\"alternate\",<https://ca/c>;rel=\"alternate\"", "https://ca/a,b https://ca/c")]
    [InlineData("<https://ca/1>;rel=\"up\"", "")]
    [InlineData("no link", "")]
    [InlineData("<broken", "")]
    public void Find_Header_TargetsOfTheRelation(string header, string expected)
    {
        using var response = new HttpResponseMessage { RequestMessage = new HttpRequestMessage(HttpMethod.Post, "https://ca/cert/1") };
        response.Headers.TryAddWithoutValidation("Link", header);

        Assert.Equal(expected, string.Join(' ', Links.Find(response, "alternate")));
    }
}
