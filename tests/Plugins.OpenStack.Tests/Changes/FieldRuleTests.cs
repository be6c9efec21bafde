using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Changes;
using Reeve.Plugins.OpenStack.Planning;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Changes;

/// <summary>Every field of a specification is decided on, and does what was decided.</summary>
public sealed class FieldRuleTests
{
    private static readonly CloudChoices s_choices = new();

    public static TheoryData<string> OwnFields => [.. SpecField.Of(typeof(OpenStackSpec)).Select(one => one.Path)];

    [Fact]
    public void Own_HasEveryFieldAndNoOther() =>
        Assert.Equal(SpecField.Of(typeof(OpenStackSpec)).Select(field => field.Path).Order(StringComparer.Ordinal), FieldRules.Own.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Common_HasEveryFieldAndNoOther() => Assert.Equal(
        SpecField.Of(typeof(ClusterSpec)).Select(field => field.Path).Where(path => path is not ("id" or "provider")).Order(StringComparer.Ordinal),
        FieldRules.Common.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(OwnFields))]
    public void Change_OfAField_DoesWhatItsRuleSays(string path)
    {
        var (before, after) = (Whole(), Whole());
        SpecField.Of(typeof(OpenStackSpec)).Single(field => field.Path == path).Change(after);
        var noted = FixedFields.Note(Spec(), before, s_choices);

        var refused = FixedFields.Check(noted, Spec(), after, s_choices).ToList();
        var replaced = Revisions(before).Zip(Revisions(after)).Any(pair => pair.First != pair.Second);

        switch (FieldRules.Own[path])
        {
            case FieldChange.Refused:
                Assert.Contains("cannot be changed", Assert.Single(refused).Message, StringComparison.Ordinal);
                break;
            case FieldChange.Replacement:
                Assert.Empty(refused);
                Assert.True(replaced, "the machines are still as they shall be");
                break;
            case FieldChange.InPlace or FieldChange.NewMachines:
                Assert.Empty(refused);
                Assert.False(replaced, "the machines would be replaced");
                break;
            case FieldChange.Partly:
                Assert.Contains(FixedFields.Of(Spec(), before, s_choices), field => field.Key.StartsWith(path.Replace("[]", "[worker]", StringComparison.Ordinal), StringComparison.Ordinal));
                break;
            default:
                Assert.Fail($"It is not decided what becomes of {path}.");
                break;
        }
    }

    [Fact]
    public void Change_OfACommonField_IsRefusedWhereItsRuleSaysSo()
    {
        var noted = FixedFields.Note(Spec(), Whole(), s_choices);
        var other = Spec() with
        {
            Networking = new ClusterNetworking { PodSubnets = ["10.1.0.0/16"], ServiceSubnets = ["10.2.0.0/16"], DnsDomain = "other", Cni = new ClusterAddon { Name = "flannel", Version = "0.26.0" } },
            ApiServerCertificateNames = ["other"], Storage = new ClusterAddon { Name = "nfs", Version = "1" }, Registry = new ClusterRegistry { Name = "r" },
            ExtraArguments = new Dictionary<string, string> { ["v"] = "4" },
            Version = "1.31.0", WorkloadsDisabled = true, KeepData = true,
        };

        var refused = FixedFields.Check(noted, other, Whole(), s_choices).Count();

        Assert.Equal(FieldRules.Common.Values.Count(rule => rule is FieldChange.Refused), refused);
    }

    [Theory]
    [InlineData("masters.addresses", "any,any", "any,any,10.0.0.3", true)]
    [InlineData("masters.addresses", "10.0.0.1,10.0.0.2", "10.0.0.1", true)]
    [InlineData("masters.addresses", "10.0.0.1,10.0.0.2", "10.0.0.2", false)]
    [InlineData("pools[worker].floatingIps", "false", "true", true)]
    [InlineData("pools[worker].floatingIps", "true", "false", false)]
    [InlineData("access.api", "floatingIp", "loadBalancer", true)]
    [InlineData("access.api", "loadBalancer", "floatingIp", false)]
    [InlineData("access.api", "private", "loadBalancer", false)]
    [InlineData("serverGroupPolicy", "none", "affinity", true)]
    [InlineData("serverGroupPolicy", "anti-affinity", "affinity", false)]
    public void Allows_SomeWaysAlone(string field, string before, string after, bool allowed)
    {
        var found = FixedFields.Of(Spec(), Whole(), s_choices).Single(one => one.Key == field) with { Value = after };

        var error = found.Check(new Dictionary<string, string> { [found.Key] = before });

        Assert.Equal(allowed, error is null);
        Assert.True(allowed || (error!.Message.Contains(before, StringComparison.Ordinal) && error.Message.Contains(after, StringComparison.Ordinal)));
    }

    [Fact]
    public void Check_OtherWordsForTheSameThing_AreNoChange()
    {
        var noted = FixedFields.Note(Spec(), Whole(), new CloudChoices { External = "id-1" });
        var named = Whole() with { Network = Whole().Network with { External = "public" } };

        Assert.Empty(FixedFields.Check(noted, Spec(), named, new CloudChoices { External = "id-1" }));
        Assert.Equal("spec.provider.network.external", Assert.Single(FixedFields.Check(noted, Spec(), named, new CloudChoices { External = "id-2" })).Field);
    }

    [Fact]
    public void Documentation_SaysOfEveryFieldWhatBecomesOfIt()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "openstack-clusters.md"));
        var table = page[page.IndexOf("### What can change", StringComparison.Ordinal)..page.IndexOf("### Replacing machines", StringComparison.Ordinal)];

        foreach (var (path, rule) in FieldRules.Own.Where(rule => !rule.Key.StartsWith("masters.", StringComparison.Ordinal)))
        {
            var name = path.Replace("pools[].", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal);
            var row = table.Split('\n').FirstOrDefault(line => line.Contains($"`{name}`", StringComparison.Ordinal));
            Assert.True(row is not null, $"{name} is not in the table.");
            Assert.Contains(rule switch { FieldChange.InPlace => "in place", FieldChange.Replacement => "replaced", FieldChange.NewMachines => "made from then on", FieldChange.Partly => "else refused", _ => "refused" }, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_ClusterFromBeforeThereWereDistributions_IsKubeadms()
    {
        var noted = FixedFields.Note(Spec(), Whole(), s_choices).Where(field => field.Key != "distribution").ToDictionary();

        Assert.Empty(FixedFields.Check(noted, Spec(), Whole(), s_choices));
        Assert.Equal("spec.provider.distribution", Assert.Single(FixedFields.Check(noted, Spec(), Whole() with { Distribution = "k3s" }, s_choices)).Field);
        Assert.Empty(FixedFields.Check(new Dictionary<string, string>(), Spec(), Whole() with { Distribution = "k3s" }, s_choices)); // its making has not come so far
    }

    // Another form is another revision: every machine of every cluster would be replaced.
    [Fact]
    public void Revision_FieldsThatCameLater_LeaveItAsItWas() => Assert.Equal(
        """{"masterTemplate":"","workerTemplate":"","programs":"packages","loginUser":"","commands":[]}""", JsonSerializer.Serialize(new CloudInitSpec(), SpecJson.Default.CloudInitSpec));

    private static ClusterSpec Spec() => new()
    {
        Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "web" }, Version = "1.30.2",
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/12"], Cni = new ClusterAddon { Name = "flannel", Version = "0.25.5" } },
    };

    /// <summary>One with a value in every part.</summary>
    private static OpenStackSpec Whole() => new()
    {
        Image = "debian", Flavor = "m4.small", Zones = ["nova"], Access = new AccessSpec { Api = AccessSpec.LoadBalancer },
        Masters = Group(""), Pools = [Group("worker")], CloudInit = new CloudInitSpec { Source = new ProgramSource() },
    };

    private static MachineGroupSpec Group(string name) => new()
    {
        Name = name, Flavor = "m4.small", Image = "debian", Count = 1, RootVolume = new VolumeSpec { SizeGiB = 10 }, Volumes = [new VolumeSpec { Name = "data", SizeGiB = 5 }],
        Addresses = ["10.101.101.9"], Zones = ["nova"],
    };

    /// <summary>Of machines whose groups say everything themselves, and of those whose groups leave it to the cluster.</summary>
    private static IEnumerable<string> Revisions(OpenStackSpec spec)
    {
        var own = spec with { Pools = [spec.Pools[0] with { Name = "worker", Count = 1 }], Masters = spec.Masters with { Count = 1 } };
        var bare = own with { Pools = [Bare(own.Pools[0])], Masters = Bare(own.Masters) };
        return ((IEnumerable<OpenStackSpec>)[own, bare]).SelectMany(one => Machine.All(Spec(), one)).Select(machine => $"{machine.Revision} {machine.Generation}");
    }

    private static MachineGroupSpec Bare(MachineGroupSpec group) => group with { Image = "", Flavor = "", Zones = [] };
}
