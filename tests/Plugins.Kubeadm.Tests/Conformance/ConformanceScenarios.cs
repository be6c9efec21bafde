using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Tests.LifeCycle;
using Reeve.TestKit;
using Reeve.TestKit.Clusters;
using Reeve.TestKit.Conformance;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Conformance;

/// <summary>The suite over the provisioners of this plugin. Steps are planned and checked; what they do is seen in the tests of life cycles.</summary>
internal static class ConformanceScenarios
{
    private const string Unset = "-";

    public static Task Kubeadm_MeetsWhatChangesNothing(string[] arguments) => ConformsAsync(
        arguments[0],
        "kubeadm",
        Spec("1.30.2", new JsonObject { ["nodeName"] = "machine", ["programs"] = new JsonObject { ["directory"] = "/usr/bin" } }),
        ("spec.version", spec => spec with { Version = Unset }),
        ("spec.networking.podSubnet", spec => spec with { Networking = spec.Networking with { PodSubnets = [Unset] } }),
        ("spec.provider.advertiseAddress", spec => spec with { Provider = Json(new JsonObject { ["advertiseAddress"] = Unset }) }));

    public static Task K3s_MeetsWhatChangesNothing(string[] arguments) => ConformsAsync(
        arguments[0],
        "k3s",
        Spec("1.30.2+k3s1", new JsonObject { ["nodeName"] = "machine", ["source"] = new JsonObject { ["directory"] = "/media" }, ["prepareKernel"] = false }),
        ("spec.version", spec => spec with { Version = Unset }),
        ("spec.networking.svcSubnet", spec => spec with { Networking = spec.Networking with { ServiceSubnets = [Unset] } }),
        ("spec.provider.dataDirectory", spec => spec with { Provider = Json(new JsonObject { ["dataDirectory"] = "/" }) }));

    private static async Task ConformsAsync(string directory, string provider, ClusterSpec spec, params (string Field, Func<ClusterSpec, ClusterSpec> Change)[] refused)
    {
        var report = await ClusterProvisionerSuite.RunAsync(new ClusterTarget
        {
            Provider = new ProviderTarget { PluginDirectory = Repository.Built("Reeve.Plugins.Kubeadm"), Provider = provider, WorkDirectory = Path.Combine(directory, "conformance") },
            Spec = spec,
            Refused = refused.ToDictionary(one => one.Field, one => one.Change(spec)),
            AppliesSteps = false,
            World = () => new LocalContext(_ => new AdminApi("/nowhere")),
        });
        Console.WriteLine(report);
        Assert.True(report.Conforms, report.ToString());
        Assert.All(
            report.Results.Where(result => result.Outcome is RequirementOutcome.NotApplicable), result => Assert.Equal("steps are not applied here", result.Message));
        Assert.True(report.Results.Count(result => result.Outcome is RequirementOutcome.Passed) >= 20, report.Summary);
    }

    private static ClusterSpec Spec(string version, JsonObject provider) => new()
    {
        Id = ClusterDriver.Cluster,
        Version = version,
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
        Provider = Json(provider),
    };

    private static JsonElement Json(JsonObject value) => JsonSerializer.SerializeToElement(value);
}
