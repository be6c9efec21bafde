using Reeve.Host.Clusters.Kubeconfigs;
using Reeve.Host.CommandLine;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Kubeconfigs;

public sealed class KubeconfigMergeTests
{
    private const string Given = """
        apiVersion: v1
        kind: Config
        clusters:
        - cluster: {server: https://10.0.0.1:6443, certificate-authority-data: QQ==}
          name: kubernetes
        contexts:
        - context: {cluster: kubernetes, user: kubernetes-admin}
          name: kubernetes-admin@kubernetes
        current-context: kubernetes-admin@kubernetes
        users:
        - name: kubernetes-admin
          user: {client-key-data: Qg==}
        """;

    [Fact]
    public void Merge_IntoNothing_ClusterUnderItsOwnName()
    {
        var merged = KubeconfigMerge.Merge("", Given, "edge");

        Assert.Contains("current-context: edge\n", merged, StringComparison.Ordinal);
        Assert.Contains("user: edge-kubernetes-admin", merged, StringComparison.Ordinal);
        Assert.Contains("https://10.0.0.1:6443", merged, StringComparison.Ordinal);
        Assert.DoesNotContain("...", merged, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_IntoOthers_TheyStayAndAgainChangesNothing()
    {
        const string there = "apiVersion: v1\nkind: Config\npreferences: {colors: true}\nclusters: null\nusers:\n- name: me\n  user: {token: t}\n";
        var once = KubeconfigMerge.Merge(there, Given, "edge");
        var twice = KubeconfigMerge.Merge(once, Given, "edge");

        Assert.Equal(once, twice);
        Assert.Contains("token: t", once, StringComparison.Ordinal);
        Assert.Contains("colors: true", once, StringComparison.Ordinal);
        Assert.Contains("name: other", KubeconfigMerge.Merge(once, Given, "other"), StringComparison.Ordinal);
        Assert.Contains("name: edge", KubeconfigMerge.Merge(once, Given, "other"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]", Given, "What is there is no kubeconfig: it is no object.")]
    [InlineData("a: [", Given, "What is there is no kubeconfig:")]
    [InlineData("", "apiVersion: v1", "What the agent gave is no kubeconfig: it has no context.")]
    [InlineData("", "", "The agent gave an empty kubeconfig.")]
    public void Merge_NoKubeconfig_SaysWhich(string into, string from, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<CommandException>(() => KubeconfigMerge.Merge(into, from, "edge")).Message, StringComparison.Ordinal);

    [LinuxFact]
    public void Write_FileThatWasOpenToOthers_IsItsOwnersAlone()
    {
        using var directory = new TempDirectory();
        var file = directory["kube/config"];
        KubeconfigFile.Write(file, "a");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        KubeconfigFile.Write(file, "b");

        Assert.Equal("b", File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.GetFiles(directory["kube"]));
    }

    [LinuxFact]
    public void Write_Link_WritesWhereItLeads()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["real"], "old");
        File.CreateSymbolicLink(directory["link"], directory["real"]);
        KubeconfigFile.Write(directory["link"], "new");

        Assert.Equal("new", File.ReadAllText(directory["real"]));
        Assert.NotNull(new FileInfo(directory["link"]).LinkTarget);
    }
}
