using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Tests.Proxies.Validation;

public sealed class ProxySpecValidatorTests
{
    private const string Valid = """
        {
          "listeners": [
            {"name": "web", "protocol": "http", "address": ":80"}, {"name": "tcp", "protocol": "tcp", "address": "[::1]:5432"},
            {"name": "udp", "protocol": "udp", "address": "127.0.0.1:53"}, {"name": "sni", "protocol": "tlsPassthrough", "address": "127.0.0.1:443"}],
          "routes": [
            {"name": "web", "listeners": ["web"], "hosts": ["a.example", "*.b.example"], "pathPrefix": "/app", "stripPrefix": true, "upstream": "http"},
            {"name": "tcp", "listeners": ["tcp"], "upstream": "tcp"}, {"name": "udp", "listeners": ["udp"], "upstream": "udp"},
            {"name": "sni", "listeners": ["sni"], "hosts": ["c.example"], "upstream": "tcp"}, {"name": "away", "listeners": ["web"], "redirectToHttps": true},
            {"name": "exact", "listeners": ["web"], "exactPath": "/one/", "allowedSources": ["10.0.0.0/8", "2001:db8::/32"], "upstream": "http"},
            {"name": "regex", "listeners": ["web"], "pathRegex": "/(a|b)+", "upstream": "http"}],
          "upstreams": [
            {"name": "http", "members": [{"address": "http://a:1"}, {"address": "http://a:2"}]}, {"name": "tcp", "members": [{"address": "tcp://a:1"}]},
            {"name": "udp", "members": [{"address": "udp://[::1]:1"}]}]
        }
        """;

    [Fact]
    public void Validate_Valid_NoErrors() => Assert.Empty(Validate(Valid));

    [Theory]
    [InlineData("\"name\": \"web\", \"protocol\"", "\"name\": \"Web\", \"protocol\"", "listeners[0].name")]
    [InlineData("\"protocol\": \"http\"", "\"protocol\": \"gopher\"", "listeners[0].protocol")]
    [InlineData("\":80\"", "\"80\"", "listeners[0].address")]
    [InlineData("\":80\"", "\"::1:80\"", "listeners[0].address")]
    [InlineData("\":80\"", "\"127.0.0.1\"", "listeners[0].address")]
    [InlineData("127.0.0.1:443", "[::1]:5432", "listeners[3].address")]
    [InlineData("\"a.example\"", "\"a.example:80\"", "routes[0].hosts[0]")]
    [InlineData("\"*.b.example\"", "\"*.*.b\"", "routes[0].hosts[1]")]
    [InlineData("\"/app\"", "\"app\"", "routes[0].pathPrefix")]
    [InlineData("\"/app\"", "\"/app/../x\"", "routes[0].pathPrefix")]
    [InlineData("\"pathPrefix\": \"/app\", ", "", "routes[0].stripPrefix")]
    [InlineData("\"/one/\"", "\"/one/%2e\"", "routes[5].exactPath")]
    [InlineData("\"/one/\"", "\"/one/\", \"pathPrefix\": \"/\"", "routes[5].exactPath")]
    [InlineData("\"/one/\"", "\"/one/\", \"pathRegex\": \"/.*\"", "routes[5].pathRegex")]
    [InlineData("\"10.0.0.0/8\"", "\"10.0.0.0/33\"", "routes[5].allowedSources[0]")]
    [InlineData("/(a|b)+", "/(a|b+", "routes[6].pathRegex")]
    [InlineData("/(a|b)+", "/a)|(?:b", "routes[6].pathRegex")]
    [InlineData("/(a|b)+", "(?x)/a #", "routes[6].pathRegex")]
    [InlineData("/(a|b)+", "(?=/a).*", "routes[6].pathRegex")]
    [InlineData("/(a|b)+", "(/a{1000}){1000}", "routes[6].pathRegex")]
    [InlineData("/(a|b)+", "", "routes[6].pathRegex")]
    [InlineData("\"listeners\": [\"tcp\"]", "\"listeners\": [\"tcp\"], \"exactPath\": \"/\"", "routes[1].listeners[0]")]
    [InlineData("\"upstream\": \"http\"", "\"upstream\": \"none\"", "routes[0].upstream")]
    [InlineData("\"upstream\": \"http\"", "\"upstream\": \"tcp\"", "routes[0].listeners[0]")]
    [InlineData("\"upstream\": \"http\"", "\"upstream\": \"http\", \"response\": {}", "routes[0].upstream")]
    [InlineData("\"upstream\": \"http\"", "\"upstream\": \"http\", \"retries\": 11", "routes[0].retries")]
    [InlineData("\"upstream\": \"http\"", "\"upstream\": \"http\", \"requestHeaders\": {\"X-A\": \"a\\r\\nX-B: b\"}", "routes[0].requestHeaders[X-A]")]
    [InlineData("\"listeners\": [\"tcp\"]", "\"listeners\": [\"tcp\"], \"methods\": [\"GET\"]", "routes[1].listeners[0]")]
    [InlineData("\"listeners\": [\"tcp\"]", "\"listeners\": [\"tcp\"], \"hosts\": [\"a\"]", "routes[1].listeners[0]")]
    [InlineData("\"listeners\": [\"tcp\"]", "\"listeners\": []", "routes[1].listeners")]
    [InlineData("http://a:2", "http://a:1", "upstreams[0].members[1].address")]
    [InlineData("http://a:2", "tcp://a:1", "upstreams[0].members[1].address")]
    [InlineData("http://a:2", "http://a:2/path", "upstreams[0].members[1].address")]
    [InlineData("http://a:2", "ftp://a:2", "upstreams[0].members[1].address")]
    [InlineData("\"name\": \"http\", ", "\"name\": \"http\", \"sendProxyProtocol\": true, ", "upstreams[0].sendProxyProtocol")]
    [InlineData("\"name\": \"udp\", \"members\"", "\"name\": \"udp\", \"healthCheck\": {}, \"members\"", "upstreams[2].healthCheck.path")]
    [InlineData("\"upstreams\":", "\"certificates\": [{\"chain\": \"a\", \"keyFile\": \"/b\"}], \"upstreams\":", "certificates[0]")]
    [InlineData("\"upstreams\":", "\"certificates\": [{\"chainFile\": \"a\", \"keyFile\": \"/b\"}], \"upstreams\":", "certificates[0].chainFile")]
    public void Validate_OneMistake_ItsFieldIsNamed(string good, string bad, string field)
    {
        var position = Valid.IndexOf(good, StringComparison.Ordinal);
        Assert.True(position >= 0);

        var errors = Validate(Valid[..position] + bad + Valid[(position + good.Length)..]);

        Assert.Contains(field, errors.Select(error => error.Field));
    }

    [Fact]
    public void Validate_WhatTheProviderLacks_IsRefusedByField()
    {
        var errors = ProxySpecValidator.Validate(ProxySpecs.Read(Encoding.UTF8.GetBytes(Valid)), new RecordingProvider().Capabilities);

        Assert.Equal(["listeners[1].protocol", "listeners[3].protocol", "routes[4].redirectToHttps", "routes[5].exactPath", "routes[5].allowedSources", "routes[6].pathRegex"], errors.Select(error => error.Field));
    }

    [Fact]
    public void Validate_ProtocolThatTheMachineCannotHave_ReasonIsSaid()
    {
        var capabilities = new RecordingProvider().Capabilities with { Unavailable = new Dictionary<ProxyProtocol, string> { [ProxyProtocol.Http3] = "it needs a library" } };

        var error = Assert.Single(ProxySpecValidator.Validate(ServedProxy.Document("http3", ":443", "http://10.0.0.1:80"), capabilities));

        Assert.Equal(("listeners[0].protocol", "Unsupported value: \"http3\": it needs a library"), (error.Field, error.Message));
    }

    private static IReadOnlyList<FieldError> Validate(string json) => ProxySpecValidator.Validate(ProxySpecs.Read(Encoding.UTF8.GetBytes(json)));
}
