using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Statuses;

public sealed class PodStatusCalculatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Compute_NoReport_WaitsInOrderOfTheSpec()
    {
        var status = Compute(Some.Pod("a", spec => spec with
        {
            InitContainers = [new Container { Name = "first", Image = "x" }],
            Containers = [new Container { Name = "b" }, new Container { Name = "a" }],
        }), null);

        Assert.Equal(PodPhases.Pending, status.Phase);
        Assert.Equal(["b", "a"], status.ContainerStatuses.Select(c => c.Name));
        Assert.Equal("first", Assert.Single(status.InitContainerStatuses).Name);
        Assert.All(status.ContainerStatuses, c => Assert.Equal(ContainerReasons.PodInitializing, c.State.Waiting?.Reason));
        Assert.Equal("containers with incomplete status: [first]", Find(status, PodConditionTypes.Initialized).Message);
        Assert.Equal("containers with unready status: [b a]", Find(status, PodConditionTypes.Ready).Message);
        Assert.Equal(ConditionStatuses.True, Find(status, PodConditionTypes.PodScheduled).Status);
        Assert.Equal(ConditionStatuses.False, Find(status, PodConditionTypes.PodReadyToStartContainers).Status);
        Assert.Equal(Start, status.StartTime?.Value);
    }

    [Fact]
    public void Compute_TransitionTime_ChangesOnlyWithTheStatus()
    {
        var pod = Some.Pod("a");
        var waiting = Compute(pod, null, now: Start);
        var running = Compute(pod, Report(Running("main")), waiting, Start.AddSeconds(5));
        var later = Compute(pod, Report(Running("main")), running, Start.AddSeconds(9));

        Assert.Equal(Start, Find(running, PodConditionTypes.PodScheduled).LastTransitionTime?.Value);
        Assert.Equal(Start.AddSeconds(5), Find(running, PodConditionTypes.Ready).LastTransitionTime?.Value);
        Assert.Equal(Start.AddSeconds(5), Find(later, PodConditionTypes.Ready).LastTransitionTime?.Value);
    }

    [Fact]
    public void Compute_ReadinessGate_KeepsThePodUnreadyAndIsKept()
    {
        var pod = Some.Pod("a", spec => spec with { ReadinessGates = [new() { ConditionType = "example.com/up" }] });
        var without = Compute(pod, Report(Running("main")));
        Assert.Equal(ConditionStatuses.True, Find(without, PodConditionTypes.ContainersReady).Status);
        Assert.Equal(PodReasons.ReadinessGatesNotReady, Find(without, PodConditionTypes.Ready).Reason);

        var gate = new PodCondition { Type = "example.com/up", Status = ConditionStatuses.True };
        var with = Compute(pod, Report(Running("main")), without with { Conditions = [.. without.Conditions, gate] });
        Assert.Equal(ConditionStatuses.True, Find(with, PodConditionTypes.Ready).Status);
        Assert.Equal(gate, Find(with, "example.com/up"));
    }

    [Fact]
    public void Compute_Succeeded_HasTheReasonsOfACompletedPod()
    {
        var status = Compute(Some.Pod("a"), Report(Ended("main", 0)));

        Assert.Equal(PodPhases.Succeeded, status.Phase);
        Assert.Equal(PodReasons.PodCompleted, Find(status, PodConditionTypes.Ready).Reason);
        Assert.Equal(PodReasons.PodCompleted, Find(status, PodConditionTypes.Initialized).Reason);
        Assert.Equal(ContainerReasons.Completed, status.ContainerStatuses[0].State.Terminated?.Reason);
    }

    [Fact]
    public void Compute_EndedPhase_IsNeverTakenBack()
    {
        var pod = Some.Pod("a");
        var ended = Compute(pod, Report(Ended("main", 0)));

        Assert.Equal(PodPhases.Succeeded, Compute(pod, Report(Running("main")), ended).Phase);
        Assert.Equal(PodPhases.Succeeded, Compute(pod, null, ended).Phase);
    }

    [Fact]
    public void Compute_FailureOfBackend_FailsWhateverContainersSay()
    {
        var status = Compute(Some.Pod("a"), Report(Running("main")) with { Failure = new() { Reason = "Evicted", Message = "No room." } });

        Assert.Equal((PodPhases.Failed, "Evicted", "No room."), (status.Phase, status.Reason, status.Message));
        Assert.Single(status.ContainerStatuses);
    }

    [Fact]
    public void Compute_NoReportAfterRestart_KeepsWhatWasKnown()
    {
        var pod = Some.Pod("a");
        var before = Compute(pod, Report(Running("main")) with { PodIPs = ["10.0.0.1"] });
        var after = Compute(pod, null, before);

        Assert.Equal(PodPhases.Running, after.Phase);
        Assert.NotNull(after.ContainerStatuses[0].State.Running);
        Assert.Equal("10.0.0.1", after.PodIP);
    }

    [Fact]
    public void Compute_LastEndAndRestarts_AreShown()
    {
        var last = Ended("main", 137) with { Signal = 9, Reason = "OOMKilled", BackendId = "process://one" };
        var status = Compute(Some.Pod("a"), Report(new ContainerReport
        {
            Name = "main", State = ContainerRunState.Waiting, Reason = "CrashLoopBackOff", Attempt = 3, Last = last,
        })).ContainerStatuses[0];

        Assert.Equal(3, status.RestartCount);
        Assert.Equal("CrashLoopBackOff", status.State.Waiting?.Reason);
        Assert.Equal("process://one", status.ContainerID);
        Assert.Equal((137, 9, "OOMKilled"), (status.LastState.Terminated?.ExitCode, status.LastState.Terminated?.Signal, status.LastState.Terminated?.Reason));
    }

    [Fact]
    public void Compute_LongTerminationMessage_IsCutBetweenCharacters()
    {
        var status = Compute(Some.Pod("a"), Report(Ended("main", 1) with { Message = new string('é', 4000) }));

        Assert.Equal(2048, status.ContainerStatuses[0].State.Terminated?.Message?.Length);
    }

    [Fact]
    public void Compute_EphemeralContainer_AppearsOnceReported()
    {
        var pod = Some.Pod("a", spec => spec with { EphemeralContainers = [new EphemeralContainer { Name = "debug" }] });

        Assert.Empty(Compute(pod, Report(Running("main"))).EphemeralContainerStatuses);
        var failed = Compute(pod, Report(Running("main"), Ended("debug", 1)));
        Assert.Equal(PodPhases.Running, failed.Phase);
        Assert.Equal("debug", Assert.Single(failed.EphemeralContainerStatuses).Name);
    }

    [Theory]
    [InlineData(PodChangeOutcome.Deferred, PodConditionTypes.PodResizePending, "Deferred")]
    [InlineData(PodChangeOutcome.Infeasible, PodConditionTypes.PodResizePending, "Infeasible")]
    public void Compute_Resize_IsACondition(PodChangeOutcome outcome, string type, string reason)
    {
        var report = Report(Running("main")) with { Resize = new() { Change = PodChanges.Resources, Outcome = outcome } };
        var resizing = Compute(Some.Pod("a"), report);
        Assert.Equal(reason, Find(resizing, type).Reason);
        Assert.DoesNotContain(Compute(Some.Pod("a"), Report(Running("main")), resizing).Conditions, condition => condition.Type == type);
    }

    [Theory]
    [InlineData("", "", "BestEffort")]
    [InlineData("cpu=1", "", "Burstable")]
    [InlineData("cpu=1 memory=1Gi", "cpu=1 memory=1Gi", "Guaranteed")]
    [InlineData("", "cpu=1 memory=1Gi", "Guaranteed")]
    [InlineData("cpu=1", "cpu=1", "Burstable")]
    [InlineData("cpu=500m memory=1Gi", "cpu=1 memory=1Gi", "Burstable")]
    [InlineData("ephemeral-storage=1Gi", "", "BestEffort")]
    public void Compute_QosClass_IsThatOfTheApi(string requests, string limits, string expected) =>
        Assert.Equal(expected, Compute(Some.Pod("a", spec => spec with
        {
            Containers = [spec.Containers[0] with { Resources = new() { Requests = Amounts(requests), Limits = Amounts(limits) } }],
        }), null).QosClass);

    private static Dictionary<string, Quantity> Amounts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(item => item.Split('=')).ToDictionary(item => item[0], item => Quantity.Parse(item[1]));

    private static PodCondition Find(PodStatus status, string type) => status.Conditions.Single(condition => condition.Type == type);

    private static PodReport Report(params ContainerReport[] containers) => new()
    {
        Id = new() { Owner = Some.Owner, Uid = "u" }, Containers = containers, SandboxReadyAt = Start,
    };

    private static ContainerReport Running(string name) => new() { Name = name, State = ContainerRunState.Running, Started = true, Ready = true, StartedAt = Start };

    private static ContainerReport Ended(string name, int exitCode) => new() { Name = name, State = ContainerRunState.Terminated, ExitCode = exitCode, StartedAt = Start, FinishedAt = Start };

    [Fact]
    public void Compute_EndedByTheCore_HasFailedHoweverItsContainersEnd()
    {
        var input = new PodStatusInput
        {
            Pod = Some.Pod("a"),
            Report = Report(Ended("main", 0)) with { Finished = true },
            Previous = Compute(Some.Pod("a"), Report(Running("main"))),
            Failing = true,
            StartTime = Start,
            Now = Start,
        };
        var stopping = PodStatusCalculator.Compute(input);
        var stopped = PodStatusCalculator.Compute(input with { Previous = stopping, Ended = true, Failure = new() { Reason = "Terminated" } });

        Assert.Equal(PodPhases.Running, stopping.Phase);
        Assert.NotNull(stopping.ContainerStatuses[0].State.Terminated);
        Assert.Equal((PodPhases.Failed, "Terminated"), (stopped.Phase, stopped.Reason));
    }

    [Fact]
    public void Compute_RefusedBeforeTheAgentStarted_HasNoContainers()
    {
        var refused = PodStatusCalculator.Compute(new() { Pod = Some.Pod("a"), Failure = new() { Reason = "NodeShutdown" }, StartTime = Start, Now = Start });

        var again = Compute(Some.Pod("a"), null, refused);

        Assert.Equal((PodPhases.Failed, "NodeShutdown"), (again.Phase, again.Reason));
        Assert.Empty(again.ContainerStatuses);
    }

    private static PodStatus Compute(Pod pod, PodReport? report, PodStatus? previous = null, DateTimeOffset? now = null) =>
        PodStatusCalculator.Compute(new() { Pod = pod, Report = report, Previous = previous, StartTime = Start, Now = now ?? Start });
}
