using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

public sealed class ConfigurationTextTests
{
    [Fact]
    public async Task Show_SecretsOfProviders_AreNotPrinted()
    {
        using var directory = new TempDirectory();
        var file = directory.Write("c.yaml", """
            providers:
              cloud:
                user: alice
                password: hunter2
                apiToken: hunter2
                passwordFile: /etc/secret
                nested: [{clientSecret: hunter2}]
            """);
        var cli = new TestCli();

        Assert.Equal(0, await cli.RunAsync("config", "show", "--config", file));

        Assert.DoesNotContain("hunter2", cli.Out, StringComparison.Ordinal);
        Assert.Contains("password: \"***\"", cli.Out.Replace('\'', '"'), StringComparison.Ordinal);
        Assert.Contains("user: alice", cli.Out, StringComparison.Ordinal);
        Assert.Contains("passwordFile: /etc/secret", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OwnOutputAsFile_SameSettings()
    {
        using var directory = new TempDirectory();
        var first = new TestCli();
        Assert.Equal(0, await first.RunAsync("config", "show", "--set", "containerLogs.maxFiles=7", "--set", "nodeName=n-1", "--plugins", "/p"));
        var second = new TestCli();

        Assert.Equal(0, await second.RunAsync("config", "show", "--config", directory.Write("c.yaml", first.Out)));

        Assert.Equal(first.Out, second.Out);
        Assert.Contains("maxFiles: 7", second.Out, StringComparison.Ordinal);
    }
}
