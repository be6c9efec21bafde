using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Configuration;

/// <summary>Where the status page may listen: the same rules as for the API.</summary>
public sealed class StatusPageSettingsTests : IDisposable
{
    private readonly TestCli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("statusPage.listen=127.0.0.1:8090", null)]
    [InlineData("statusPage.listen=[::1]:8090", null)]
    [InlineData("statusPage.listen=off", null)]
    [InlineData("statusPage.listen=8090", "statusPage.listen takes an address with a port")]
    [InlineData("statusPage.listen=0.0.0.0:8090", "statusPage.listen is not on loopback: use statusPage.listenTls")]
    [InlineData("statusPage.listenTls=0.0.0.0:8443", "statusPage.listenTls needs clusterApi.certFile and keyFile")]
    [InlineData("statusPage.enabled=perhaps", "statusPage.enabled cannot be \"perhaps\"")]
    public async Task Show_StatusPage_TakenOrRefusedWithTheReason(string setting, string? problem)
    {
        var exitCode = await _cli.RunAsync("config", "show", "--set", setting);

        Assert.Equal(problem is null ? 0 : 2, exitCode);
        Assert.Contains(problem ?? "", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AddressThatIsDeclaredOpen_Taken()
    {
        Assert.Equal(0, await _cli.RunAsync("config", "show", "--set", "statusPage.listen=0.0.0.0:8090", "--set", "clusterApi.insecureBind=0.0.0.0"));
        Assert.Contains("0.0.0.0:8090", _cli.Out, StringComparison.Ordinal);
    }
}
