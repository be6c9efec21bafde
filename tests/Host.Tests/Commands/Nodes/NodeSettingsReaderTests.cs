using System.CommandLine;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Nodes;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Nodes;

public sealed class NodeSettingsReaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Read_Nothing_IsTheDefault()
    {
        var options = Read();
        Assert.Equal(("process", 10250, null), (options.Provider, options.Node.Port, options.Images.Resolvers));
        Assert.Equal("/opt/stackable/packages", options.Images.Stackable.PackageDirectory);
        Assert.Equal("/etc/stackable/serviceconfig", options.Images.Stackable.ConfigDirectory);
        Assert.Equal("/var/log/stackable/servicelogs", options.Images.Stackable.LogDirectory);
    }

    [Fact]
    public void Read_Stackable_HasItsDefaultsTaintsAndLabel()
    {
        var options = Read("--stackable", "--tag", "site=lab", "--disable-taint=false");
        Assert.Equal(("systemd", 3000, "/var/lib/stackable/agent"), (options.Provider, options.Node.Port, options.StateDirectory));
        Assert.Equal(["stackable"], options.Images.Resolvers);
        Assert.Equal(["site=lab", "kubernetes.io/arch=stackable-linux"], options.Node.Labels);
        Assert.Equal(["kubernetes.io/arch=stackable-linux:NoSchedule", "kubernetes.io/arch=stackable-linux:NoExecute"], options.Node.Taints);

        var own = Read("--stackable", "--taints", "x:NoSchedule", "--server-port", "1", "--provider", "process", "--data-directory", "/d");
        Assert.Equal(("process", 1, "/d", "x:NoSchedule"), (own.Provider, own.Node.Port, own.StateDirectory, Assert.Single(own.Node.Taints!)));
    }

    [Fact]
    public void Read_StackableFlags_EachHasItsMeaning()
    {
        var options = Read(
            "--hostname", "n1", "--data-directory", "/d", "--bootstrap-file", "/b", "--server-bind-ip", "10.0.0.7", "--server-cert-file", "/c", "--server-key-file", "/k",
            "--server-port", "3001", "--package-directory", "/p", "--config-directory", "/f", "--log-directory", "/l", "--no-config", "--tag", "a=1", "--tag", "b=2",
            "--session", "--pod-cidr", "10.1.0.0/24");
        Assert.Equal(("n1", "/d", "/b", "10.0.0.7"), (options.NodeName, options.StateDirectory, options.Node.BootstrapKubeconfig, options.Node.Address));
        Assert.Equal(("/c", "/k", 3001), (options.Node.CertFile, options.Node.KeyFile, options.Node.Port));
        Assert.Equal(("/p", "/f", "/l"), (options.Images.Stackable.PackageDirectory, options.Images.Stackable.ConfigDirectory, options.Images.Stackable.LogDirectory));
        Assert.Equal(["a=1", "b=2"], options.Node.Labels);
        Assert.Equal("user", options.Providers["systemd"]["manager"]!.ToString());
        Assert.Equal("10.1.0.0/24", options.Node.PodCidr);
        Assert.Null(options.Node.Taints);
    }

    [Fact]
    public void Read_FlagFile_AsTheAgentsOwnExamplePrintsIt()
    {
        // With the indentation that it has in the document.
        Write("""
                --package-directory=/opt/stackable/agent/work/packages
                --config-directory=/etc/stackable/agent
                --server-cert-file=/etc/stackable/agent/secure/cert.crt
                --server-key-file=/etc/stackable/agent/secure/key.key
            """);

        var options = Read();

        Assert.Equal(("/opt/stackable/agent/work/packages", "/etc/stackable/agent"), (options.Images.Stackable.PackageDirectory, options.Images.Stackable.ConfigDirectory));
        Assert.Equal(("/etc/stackable/agent/secure/cert.crt", "/etc/stackable/agent/secure/key.key"), (options.Node.CertFile, options.Node.KeyFile));
        Assert.Equal(("systemd", "stackable"), (options.Provider, Assert.Single(options.Images.Resolvers!)));
    }

    [Fact]
    public void Read_FlagFileAndCommandLine_TheLatterWinsAndListsAreBoth()
    {
        Write("# of the site\n--tag=a=1\n--server-port=1\n\n--hostname=of-file\n--data-directory=/of-file\n--stackable\n");
        var options = Read("--tag", "b=2", "--port", "2", "--name", "of-line", "--state-dir", "/of-line");
        Assert.Equal(("of-line", 2, "/of-line"), (options.NodeName, options.Node.Port, options.StateDirectory));
        Assert.Equal(["a=1", "b=2", "kubernetes.io/arch=stackable-linux"], options.Node.Labels);

        var without = Read("--no-config");
        Assert.Equal((null, 10250), (without.NodeName, without.Node.Port));
        Assert.Equal("/of-file", Read().StateDirectory);
    }

    [Theory]
    [InlineData("hostname=x", "each line is --flag=value")]
    [InlineData("--hostnam=x", "--hostnam")]
    [InlineData("--set=provider=x", "--set is read from the command line alone")]
    public void Read_BadFlagFile_SaysWhere(string line, string message)
    {
        Write($"--server-port=1\n{line}\n");
        var failure = Assert.Throws<CommandException>(() => Read());
        Assert.StartsWith(_directory["flags"], failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FlagFileThatIsMissing_IsAnError() =>
        Assert.Contains("cannot be read", Assert.Throws<CommandException>(() => Read(_directory["flags"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SystemkFlags_EachHasItsMeaning()
    {
        var options = Read(
            "--kubeconfig", "/k", "--nodename", "n1", "--addr", "127.0.0.1:1234", "--metrics-addr", ":10255", "--pod-sync-workers", "10", "--override-root-uid", "0",
            "--full-resync-period", "1m", "--stream-idle-timeout", "30s", "--stream-creation-timeout", "30s", "--tls-cert", "/c", "--tls-key", "/t",
            "--internal-ip", "10.0.0.7", "--external-ip", "192.0.2.7", "--disable-taint", "--klog.v", "2", "--cluster-domain", "example.org");
        Assert.Equal(("/k", "n1", "127.0.0.1", 1234), (options.Node.Kubeconfig, options.NodeName, options.Node.Address, options.Node.Port));
        Assert.Equal(("/c", "/t", true), (options.Node.CertFile, options.Node.KeyFile, options.Node.DisableTaint));
        Assert.Equal(["10.0.0.7"], options.Node.Addresses);
        Assert.Equal(["192.0.2.7"], options.Node.ExternalAddresses);
        Assert.Equal(("example.org", Microsoft.Extensions.Logging.LogLevel.Information), (options.Providers["systemd"]["clusterDomain"]!.ToString(), options.Logging.Level));
        Assert.Contains("--metrics-addr has no effect here", _messages, StringComparison.Ordinal);

        Assert.Equal(("0.0.0.0", 10250), (Read("--addr", ":10250").Node.Address, Read("--addr", ":10250").Node.Port));
        Assert.Empty(Read("--internal-ip", "0.0.0.0").Node.Addresses);
        Assert.Equal(["127.0.0.1"], Read("--internal-iface", "lo").Node.Addresses);
        Assert.Throws<CommandException>(() => Read("--override-root-uid", "1000"));
        Assert.Throws<CommandException>(() => Read("--internal-iface", "none0"));
    }

    private string _messages = "";

    private HostOptions Read(params string[] arguments)
    {
        var file = _directory["flags"];
        var wanted = File.Exists(file) || arguments is [var only] && only == file;
        using var test = new TestCli(wanted ? new() { ["CONFIG_FILE"] = file } : []);
        var root = CommandLineProgram.CreateRoot(test.Cli, ["node"]);
        var flags = NodeFlags.Create();
        var command = new Command("node");
        foreach (var flag in flags)
        {
            command.Add(flag.Option);
        }

        root.Subcommands.Clear();
        root.Add(command);
        var parsed = root.Parse(["node", .. arguments.Where(argument => argument != file)]);
        Assert.Empty(parsed.Errors);
        var options = new NodeSettingsReader(test.Cli, flags).Read(parsed).Options;
        _messages = test.Error;
        return options;
    }

    private void Write(string content) => File.WriteAllText(_directory["flags"], content);
}
