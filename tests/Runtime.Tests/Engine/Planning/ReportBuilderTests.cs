using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Tests.Engine.Fakes;

namespace Reeve.Runtime.Tests.Engine.Planning;

public class ReportBuilderTests
{
    private readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Build_ContainerLacksSomething_SaysSoBeforeItsTurn()
    {
        var pod = Pod("configmap \"x\" not found");

        var container = ReportBuilder.Build(pod, "fake").Containers[0];

        Assert.Equal(("CreateContainerConfigError", "configmap \"x\" not found"), (container.Reason, container.Message));
    }

    [Fact]
    public void Build_VolumesFail_TheyAreTheReason()
    {
        var pod = Pod("configmap \"x\" not found");
        SetUpResults.Failed(pod, EventReasons.FailedMount, new ProviderException(ErrorReason.Transient, "no disk"), _now);

        var container = ReportBuilder.Build(pod, "fake").Containers[0];

        Assert.Equal(("ContainerCreating", "no disk"), (container.Reason, container.Message));
    }

    [Fact]
    public void Build_NothingIsKnown_IsCreating() => Assert.Equal("ContainerCreating", ReportBuilder.Build(Pod(null), "fake").Containers[0].Reason);

    private PodState Pod(string? problem) => new(
        TestPods.Simple().Change("a", container => container with { Problem = problem }), _now, new EngineOptions());
}
