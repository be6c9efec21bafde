using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Planning;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.Tests.Planning;

public sealed class KubeadmPlanTests : IDisposable
{
    private readonly Downloader _downloader = new();
    private readonly StepCatalog _kinds;
    private readonly RegistriesStep _registries = new();

    // Planning asks nobody: there need be no service manager.
    public KubeadmPlanTests() => _kinds = new StepCatalog(null!, null!, _downloader, TimeProvider.System, _registries);

    private static ClusterSpec Spec { get; } = new()
    {
        Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" },
        Version = "1.30.2",
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
    };

    private static KubeadmSpec Own { get; } = new() { NodeName = "node" };

    [Fact]
    public void Create_Twice_IsTheSamePlan() => Assert.Equal(Json(Create(Spec, Own)), Json(Create(Spec, Own)));

    [Fact]
    public void Create_Always_LooksBeforeItChanges()
    {
        var steps = Create(Spec, Own).Steps.ToDictionary(step => step.Id);

        bool Follows(ClusterStep step, string other) => step.Id == other || step.DependsOn.Any(id => Follows(steps[id], other));
        Assert.All(steps.Values.Where(step => step.Phase is StepPhase.Pre), step => Assert.True(Follows(step, "preflight"), step.Id));
        Assert.True(Follows(steps["runtime-unit"], "runtime-directories"));
        Assert.Equal(StepPhase.Main, steps["init"].Phase);
    }

    [Fact]
    public void Create_WithTwoFamilies_ForwardsBothAndTellsKubeadm()
    {
        var plan = Create(Spec with { Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16", "fd00:1::/64"], ServiceSubnets = ["10.96.0.0/16", "fd00:2::/112"] } }, Own);

        Assert.Contains(plan.Steps, step => step.Id == "sysctl-net.ipv6.conf.all.forwarding");
        Assert.Contains("podSubnet: \"10.244.0.0/16,fd00:1::/64\"", KubeadmFile(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithArgumentsAndNames_TellsKubeadm()
    {
        var file = KubeadmFile(Create(
            Spec with { ApiServerCertificateNames = ["cluster.example.com"], ExtraArguments = new Dictionary<string, string> { ["audit-log-maxage"] = "7", ["v"] = "1" } },
            Own with { ExtraArguments = new() { ["apiServer"] = new() { ["v"] = "4" } } }));

        Assert.Contains("- cluster.example.com", file, StringComparison.Ordinal);
        Assert.Contains("audit-log-maxage: \"7\"", file, StringComparison.Ordinal);
        Assert.Contains("v: \"4\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Upgrade_Always_SavesFirstAndTakesTheKubeletLast()
    {
        var plan = new UpgradePlanner(_kinds).Plan(Spec, Own, new ClusterObservation { Exists = true, Version = "1.30.1" });

        var main = plan.Steps.Where(step => step.Phase is StepPhase.Main).ToList();
        Assert.Equal(["upgrade-backup", "upgrade", "kubelet-packages", "kubelet-unit"], main.Select(step => step.Id));
        Assert.Equal(["upgrade-backup"], main[1].DependsOn);
        Assert.Equal(["upgrade"], main[2].DependsOn);
        Assert.False(main[1].Lasting);
    }

    [Fact]
    public void Upgrade_OfWhatIsThereAlready_IsEmpty()
    {
        var observation = new ClusterObservation { Exists = true, Version = "1.30.2", Components = new Dictionary<string, string> { [ClusterObserver.KubeletComponent] = "1.30.2" } };

        Assert.Empty(new UpgradePlanner(_kinds).Plan(Spec, Own, observation).Steps);
    }

    [Fact]
    public void Upgrade_OfStepsThatCreateHasToo_KeepsTheirIds()
    {
        var create = Create(Spec, Own).Steps.ToDictionary(step => step.Id);

        var upgrade = new UpgradePlanner(_kinds).Plan(Spec, Own, new ClusterObservation { Exists = true, Version = "1.30.1" });

        Assert.Equal(["upgrade-backup", "upgrade"], upgrade.Steps.Select(step => step.Id).Where(id => !create.ContainsKey(id)));
    }

    [Fact]
    public void Change_OfNothing_TouchesNoControlPlane()
    {
        var own = Own;
        var told = PlanParts.Revision(KubeadmFile(Create(Spec, own)));
        var observation = new ClusterObservation { Exists = true, Provider = JsonSerializer.SerializeToElement(new ProviderFacts { SettingsRevision = told }, KubeadmJson.Default.ProviderFacts) };
        var planner = new ChangePlanner(_kinds, _registries);

        Assert.Equal(["node-ready"], planner.Plan(Spec, own, observation).Steps.Select(step => step.Id));
        Assert.Contains("settings", planner.Plan(Spec with { ApiServerCertificateNames = ["new"] }, own, observation).Steps.Select(step => step.Id));
    }

    [Fact]
    public void Delete_OfAClusterOfOthers_ResetsItAndWarns()
    {
        var adopted = new ClusterObservation { Exists = true, Conditions = [new ClusterCondition { Type = ClusterObserver.Adopted, Status = true }] };

        var plan = new DeletePlanner(_kinds).Plan(Spec, Own, adopted);

        Assert.Equal("kubeadm-reset", Assert.Single(plan.Steps).Kind);
        Assert.NotEmpty(plan.Warnings);
        Assert.Empty(new DeletePlanner(_kinds).Plan(Spec, Own, new ClusterObservation { Exists = true }).Steps);
    }

    public void Dispose() => _downloader.Dispose();

    private ClusterPlan Create(ClusterSpec spec, KubeadmSpec own) => new CreatePlanner(_kinds, _registries).Plan(spec, own);

    private static string KubeadmFile(ClusterPlan plan) =>
        plan.Steps.Single(step => step.Id == "kubeadm-file").Arguments.Deserialize(KubeadmJson.Default.FileArguments)!.Content;

    private static string Json(ClusterPlan plan) => string.Join('\n', plan.Steps.Select(step => $"{step.Id} {step.Phase} {string.Join(',', step.DependsOn)} {step.Arguments.GetRawText()}"));
}
