using System.Text;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Users;

public sealed class SshSecretTests
{
    private static readonly InputReference Reference = new() { ApiVersion = "v1", Kind = "Secret", Name = "remote-secret" };

    [Fact]
    public void Read_AsKnocMakesIt_EverythingIsThere()
    {
        var secret = Read(("ssh-privatekey", "-----BEGIN-----\nabc\n-----END-----"), ("ssh-publickey", "x"), ("remote_user", "alice\n"), ("host", "login1"), ("port", "2222"));

        Assert.Equal("-----BEGIN-----\nabc\n-----END-----\n", Encoding.UTF8.GetString(secret.PrivateKey));
        Assert.Equal(("alice", "login1:2222"), (secret.User, secret.Host));
    }

    [Theory]
    [InlineData("login1", null, "login1")]
    [InlineData("2001:db8::1", "22", "[2001:db8::1]:22")]
    [InlineData(" ", "22", null)]
    public void Read_Hosts_AsSshTakesThem(string host, string? port, string? expected) => Assert.Equal(
        expected, (port is null ? Read(("ssh-privatekey", "k"), ("host", host)) : Read(("ssh-privatekey", "k"), ("host", host), ("port", port))).Host);

    [Fact]
    public void Read_NoKey_DeniedWithoutTellingWhatIsThere()
    {
        var failure = Assert.Throws<ProviderException>(() => Read(("password", "tiger")));

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.DoesNotContain("tiger", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotThere_Denied() => Assert.Equal(ErrorReason.Denied, Assert.Throws<ProviderException>(() => SshSecret.Read(null, "remote-secret")).Reason);

    [Fact]
    public void Environment_AsKnocsAgentHasIt_IsTaken()
    {
        var variables = new Dictionary<string, string> { ["REMOTE_USER"] = "alice", ["REMOTE_KEY"] = "key", ["REMOTE_HOST"] = "login1", ["REMOTE_PORT"] = "22" };

        var secret = KnocEnvironment.Read(variables.GetValueOrDefault);

        Assert.Equal(("alice", "login1:22", "key\n"), (secret!.User, secret.Host, Encoding.UTF8.GetString(secret.PrivateKey)));
        Assert.Null(KnocEnvironment.Read(name => name == "REMOTE_KEY" ? null : variables.GetValueOrDefault(name)));
    }

    private static SshSecret Read(params (string Key, string Value)[] values) =>
        SshSecret.Read(new ResolvedInput { Reference = Reference, Objects = [UserSketch.Secret(values)] }, "remote-secret");
}
