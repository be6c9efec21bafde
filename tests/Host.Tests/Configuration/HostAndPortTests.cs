using Reeve.Host.Configuration;
using Xunit;

namespace Reeve.Host.Tests.Configuration;

public sealed class HostAndPortTests
{
    [Theory]
    [InlineData("api.example.com:6443", "api.example.com", 6443)]
    [InlineData("10.0.0.1:443", "10.0.0.1", 443)]
    [InlineData("[fd00::1]:6443", "fd00::1", 6443)]
    public void TryParse_HostAndPort_ReadsBoth(string text, string host, int port)
    {
        Assert.True(HostAndPort.TryParse(text, out var endpoint));
        Assert.Equal((host, port), (endpoint.Host, endpoint.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api.example.com")]
    [InlineData("host:0")]
    [InlineData("host:99999")]
    [InlineData("https://host:443")]
    [InlineData("host:443/path")]
    [InlineData("user@host:443")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(HostAndPort.TryParse(text, out _));
}
