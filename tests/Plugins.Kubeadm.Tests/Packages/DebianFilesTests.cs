using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Kubeadm.Steps.Packages;

namespace Reeve.Plugins.Kubeadm.Tests.Packages;

public sealed class DebianFilesTests
{
    [Fact]
    public void Parse_Fields_AreNamesWithoutVersionsAndArchitectures()
    {
        var file = DebianFile.Parse("/x.deb", "Package: kubelet\nVersion: 1.30.2-1.1\nDepends: iptables (>= 1.4.21), libc6:any (>= 2.36) | libc6-x,\n ebtables\nProvides: node (= 1)\n");

        Assert.Equal(("kubelet", "1.30.2-1.1"), (file.Name, file.Version));
        Assert.Equal(["iptables", "libc6|libc6-x", "ebtables"], file.Needs.Select(need => string.Join('|', need)));
        Assert.Equal(["node"], file.Provides);
    }

    [Fact]
    public void Choose_SeveralVersions_WantsToKnowWhich()
    {
        var files = new DebianFiles([File("a", "1"), File("a", "2")]);

        Assert.Contains("1, 2", Assert.Throws<ProviderException>(() => files.Choose([PackageName.Parse("a")], new Dictionary<string, string>())).Message, StringComparison.Ordinal);
        Assert.Equal("2", files.Choose([PackageName.Parse("a=2")], new Dictionary<string, string>()).Single().Version);
    }

    [Fact]
    public void Choose_AnyDirectory_IsClosedAndHasNothingThatNobodyNeeds() => Prop.ForAll(
        ArbMap.Default.ArbFor<List<byte>>(),
        edges =>
        {
            // Package n of 8 needs those that the edges say, cycles included.
            var names = Enumerable.Range(0, 8).Select(number => $"p{number}").ToList();
            var needs = (edges ?? []).Select(edge => (From: names[edge % 8], To: names[edge / 8 % 8])).ToLookup(edge => edge.From, edge => edge.To);
            var files = new DebianFiles([.. names.Select(name => File(name, "1", [.. needs[name]]))]);
            var chosen = files.Choose([PackageName.Parse("p0")], new Dictionary<string, string> { ["p7"] = "1" }).Select(file => file.Name).ToList();
            var reached = new HashSet<string> { "p0" };
            while (reached.SelectMany(name => needs[name]).Where(name => name != "p7" && !reached.Contains(name)).ToList() is { Count: > 0 } more)
            {
                reached.UnionWith(more);
            }

            return reached.SetEquals(chosen) && chosen.Count == reached.Count;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("kubelet=1.30.2-*", "1.30.2-1.1", true)]
    [InlineData("kubelet=1.30.2-*", "1.30.20-1.1", false)]
    [InlineData("kubelet=1.30.2-1.1", "1.30.2-1.1", true)]
    [InlineData("kubelet", "7", true)]
    public void Matches_Version_IsTheOneThatIsAskedFor(string asked, string version, bool expected) => Assert.Equal(expected, PackageName.Parse(asked).Matches(version));

    private static DebianFile File(string name, string version, params string[] needs) =>
        new() { Path = $"/{name}.deb", Name = name, Version = version, Needs = [.. needs.Select(need => (IReadOnlyList<string>)[need])] };
}
