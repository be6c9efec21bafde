using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Proxy.Http;

namespace Reeve.Plugins.Proxy.Tests.Http;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/a/b?c=%20", null, "/a/b?c=%20")]
    [InlineData("/a%2Fb", null, "/a%2Fb")]
    [InlineData("/a%252Fb", null, "/a%252Fb")]
    [InlineData("/a/../b", null, "/b")]
    [InlineData("/a/%2e%2E/b", null, "/b")]
    [InlineData("/../../b", null, "/b")]
    [InlineData("/a/.", null, "/a/")]
    [InlineData("/a/..", null, "/")]
    [InlineData("/a//b", null, "/a//b")]
    [InlineData("/%61pp/x", "/app", "/x")]
    [InlineData("/app", "/app", "/")]
    [InlineData("/app/", "/app", "/")]
    [InlineData("/app?q", "/app", "/?q")]
    [InlineData("/a/b/c", "/a/b", "/c")]
    [InlineData("http://host/a?b", null, "/a?b")]
    [InlineData("http://host?b", null, "/?b")]
    [InlineData("http://host", null, "/")]
    [InlineData("*", null, "/")]
    [InlineData("/a b", null, null)]
    [InlineData("/a\r\nX: y", null, null)]
    [InlineData("/a\\..\\b", null, null)]
    [InlineData("/ä", null, null)]
    [InlineData("/a/..%2fb", null, null)]
    [InlineData("/a/%2e%2E%5Cb", null, null)]
    [InlineData("/a/..;x/b", null, null)]
    [InlineData("/a/..%3bx/b", null, null)]
    [InlineData("/a/b%2f..", null, null)]
    [InlineData("/a/...%2fb;c", null, "/a/...%2fb;c")]
    [InlineData("/a?b=..%2fc", null, "/a?b=..%2fc")]
    [InlineData("http://user@host/a", null, null)]
    public void Rewrite_Target_AsRfc3986Says(string raw, string? strip, string? expected) => Assert.Equal(expected, RequestTarget.Rewrite(raw, strip));

    [Fact]
    public void Rewrite_AnySegments_StaysBelowTheRootAndIsItsOwnResult()
    {
        var targets = Gen.ListOf(Gen.Elements("a", "..", ".", "%2e%2e", "%2E.", "", "b%2Fc", "...", "b;c")).Select(parts => "/" + string.Join('/', parts));
        Prop.ForAll(targets.ToArbitrary(), target =>
        {
            var once = RequestTarget.Rewrite(target, null)!;
            return once.StartsWith('/') && !once.Split('/').Any(part => part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..") && RequestTarget.Rewrite(once, null) == once;
        }).QuickCheckThrowOnFailure();
    }
}
