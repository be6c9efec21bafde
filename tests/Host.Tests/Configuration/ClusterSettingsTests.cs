using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

/// <summary>The sections <c>clusters</c> and <c>clusterApi</c>.</summary>
public sealed class ClusterSettingsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_Clusters_NamesAndTypes()
    {
        var loaded = Load("clusters:\n- name: default\n- name: edge\n  type: k3s\n");

        Assert.Equal([("default", null), ("edge", "k3s")], loaded.Clusters.Select(plan => (plan.Name, plan.Type)));
        Assert.Empty(Load("logging:\n  level: error\n").Clusters);
    }

    [Theory]
    [InlineData("clusters:\n- type: k3s\n", "Each of clusters needs a name")]
    [InlineData("clusters:\n- name: Edge\n", "clusters.name takes")]
    [InlineData("clusters:\n- name: a\n- name: a\n", "Two of clusters")]
    [InlineData("clusters:\n- name: a\n  typ: k3s\n", "did you mean \"type\"?")]
    [InlineData("clusterApi:\n  rest: 0.0.0.0:8080\n", "insecureBind")]
    [InlineData("clusterApi:\n  rest: 8080\n", "takes an address with a port")]
    [InlineData("clusterApi:\n  rest: ::1:8080\n", "takes an address with a port")]
    [InlineData("clusterApi:\n  restTls: 0.0.0.0:443\n", "needs clusterApi.certFile")]
    [InlineData("clusterApi:\n  insecureBind: [everywhere]\n", "takes IP addresses")]
    [InlineData("clusterApi:\n  certificateRoles: {ann: king}\n", "read, operate or admin")]
    [InlineData("clusterApi:\n  maxBody: 10\n", "at least 1Ki")]
    [InlineData("clusterApi:\n  otlp:\n    endpoint: collector\n", "takes an address such as")]
    [InlineData("clusterApi:\n  otlp:\n    interval: 0s\n", "longer than nothing")]
    public void Load_Mistake_SaidWithItsLine(string text, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Load(text));

        var error = Assert.Single(exception.Errors);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Theory]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("localhost:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("0.0.0.0:0", true)]
    [InlineData("off", false)]
    [InlineData("8080", false)]
    [InlineData("::1:8080", false)]
    [InlineData("127.0.0.1:", false)]
    [InlineData("127.0.0.1:99999", false)]
    [InlineData("example.com:80", false)]
    public void TryParse_Address_OnlyWithAPort(string text, bool isOne) => Assert.Equal(isOne, ClusterApiAddress.TryParse(text, out _));

    [Fact]
    public void Load_AddressThatIsOpen_IsTaken()
    {
        var loaded = Load("clusterApi:\n  rest: 0.0.0.0:8080\n  insecureBind: [0.0.0.0]\n");

        Assert.Equal(["0.0.0.0"], loaded.Options.ClusterApi.InsecureBind);
    }

    private LoadedConfiguration Load(string text) =>
        new ConfigurationLoader(new Dictionary<string, string>(), isRoot: false).Load(_directory.Write("reeve.yaml", text), []);
}
