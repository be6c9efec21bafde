using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Store;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods;

/// <summary>What holds up or refuses the start of a pod.</summary>
public sealed class PodAdmissionTests
{
    [Theory]
    [InlineData(null, "FailedStart")]
    [InlineData("uid-of-a-cluster", "ProviderCreateFailed")] // as virtual-kubelet's users know it
    public async Task Start_TransientFailure_IsTriedAgainAndShown(string? uid, string reason)
    {
        await using var agent = new Agent();
        var failures = 2;
        agent.Provider.Before = (call, _, _) => call == "Start" && failures-- > 0
            ? throw new ProviderException(ErrorReason.Transient, "The backend does not answer.")
            : Task.CompletedTask;
        agent.Source.Set(Some.Pod("a", uid: uid));
        await agent.StartAsync();

        await agent.EventAsync("a", reason);
        await Eventually.TrueAsync(() => agent.Pod("a").Status.Message == "The backend does not answer.", "the status says why");
        await agent.AdvanceUntilAsync(() => agent.Pod("a").Status.Phase == PodPhases.Running, "the pod runs");
        Assert.Null(agent.Pod("a").Status.Message);
    }

    [Fact]
    public async Task Start_Invalid_FailsForGood()
    {
        await using var agent = new Agent();
        agent.Provider.Before = (call, _, _) => call == "Start" ? throw new ProviderException(ErrorReason.Invalid, "Wrong.") : Task.CompletedTask;
        agent.Source.Set(Some.Pod("a"));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("InvalidPod", agent.Pod("a").Status.Reason);
        Assert.Equal("Wrong.", agent.Pod("a").Status.Message);
    }

    [Fact]
    public async Task Admission_UnsupportedFeature_RefusesWithFieldAndDoesNothing()
    {
        await using var agent = new Agent();
        agent.Provider.Features = PodFeatures.Of(PodFeature.Restarts);
        agent.Source.Set(Some.Pod("a", spec => spec with { HostNetwork = true }));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Failed);
        Assert.Equal("UnsupportedFeatures", agent.Pod("a").Status.Reason);
        Assert.Contains("spec.hostNetwork", agent.Pod("a").Status.Message, StringComparison.Ordinal);
        await agent.EventAsync("a", "UnsupportedFeatures");
        Assert.Empty(agent.Backend.Known);
    }

    [Fact]
    public async Task Admission_IgnoredFeature_RunsWithAnEvent()
    {
        await using var agent = new Agent(setUp: a => a.Options = a.Options with { IgnoredFeatures = new HashSet<PodFeature> { PodFeature.HostNetwork } });
        agent.Provider.Features = PodFeatures.Of();
        agent.Source.Set(Some.Pod("a", spec => spec with { HostNetwork = true }));
        await agent.StartAsync();

        await agent.PhaseAsync("a", PodPhases.Running);
        await agent.EventAsync("a", "FeatureIgnored");
    }

    [Fact]
    public async Task MissingConfigMap_OfVolume_WaitsAndGoesOnWhenItAppears()
    {
        await using var agent = new Agent();
        agent.Source.Set(Some.Pod("a", spec => spec with { Volumes = [new Volume { Name = "v", ConfigMap = new() { Name = "c" } }] }));
        await agent.StartAsync();

        await agent.EventAsync("a", "FailedMount");
        Assert.Equal(PodPhases.Pending, agent.Pod("a").Status.Phase);
        Assert.Equal(ContainerReasons.ContainerCreating, agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Reason);

        agent.Objects.Set(FakeObjects.ConfigMap("c", ("k", "v")));
        await agent.PhaseAsync("a", PodPhases.Running);
        Assert.Equal("k", Assert.IsType<FilesVolume>(agent.Backend.Pod(agent.Uid("a")).Volumes[0]).Files[0].Path);
    }

    [Fact]
    public async Task MissingConfigMap_OfEnvironment_IsConfigErrorUntilItAppears()
    {
        await using var agent = new Agent();
        agent.Provider.Features = agent.Provider.Features with { StartsIncomplete = false };
        agent.Source.Set(Some.Pod("a", spec => spec with
        {
            Containers = [spec.Containers[0] with { EnvFrom = [new EnvFromSource { ConfigMapRef = new() { Name = "c" } }] }],
        }));
        await agent.StartAsync();

        await agent.EventAsync("a", "Failed");
        await Eventually.TrueAsync(() => agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Reason == ContainerReasons.CreateContainerConfigError, "the container says why");
        Assert.Equal("configmap \"c\" not found", agent.Pod("a").Status.ContainerStatuses[0].State.Waiting?.Message);

        agent.Objects.Set(FakeObjects.ConfigMap("c", ("K", "v")));
        await agent.PhaseAsync("a", PodPhases.Running);
    }
}
