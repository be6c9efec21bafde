using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Statuses;

public sealed class PodPhaseRulesTests
{
    private static readonly ContainerState RunningState = new() { Running = new() };
    private static readonly ContainerState WaitingState = new() { Waiting = new() { Reason = "ContainerCreating" } };

    [Theory]
    [InlineData(RestartPolicies.Always, "R", PodPhases.Running)]
    [InlineData(RestartPolicies.Always, "W", PodPhases.Pending)]
    [InlineData(RestartPolicies.Always, "RW", PodPhases.Pending)]
    [InlineData(RestartPolicies.Always, "0", PodPhases.Running)]
    [InlineData(RestartPolicies.Always, "1", PodPhases.Running)]
    [InlineData(RestartPolicies.Always, "01", PodPhases.Running)]
    [InlineData(RestartPolicies.Always, "C", PodPhases.Running)]
    [InlineData(RestartPolicies.OnFailure, "0", PodPhases.Succeeded)]
    [InlineData(RestartPolicies.OnFailure, "00", PodPhases.Succeeded)]
    [InlineData(RestartPolicies.OnFailure, "1", PodPhases.Running)]
    [InlineData(RestartPolicies.OnFailure, "01", PodPhases.Running)]
    [InlineData(RestartPolicies.OnFailure, "C", PodPhases.Running)]
    [InlineData(RestartPolicies.Never, "0", PodPhases.Succeeded)]
    [InlineData(RestartPolicies.Never, "1", PodPhases.Failed)]
    [InlineData(RestartPolicies.Never, "01", PodPhases.Failed)]
    [InlineData(RestartPolicies.Never, "0R", PodPhases.Running)]
    [InlineData(RestartPolicies.Never, "?", PodPhases.Pending)]
    [InlineData(RestartPolicies.Never, "R?", PodPhases.Pending)]
    public void Compute_RegularContainers_IsTheKubeletsPhase(string policy, string states, string expected) =>
        Assert.Equal(expected, PodPhaseRules.Compute(Spec(policy, "", states), [], Statuses("c", states), ended: false));

    [Theory]
    [InlineData("0", PodPhases.Succeeded)]
    [InlineData("1", PodPhases.Failed)]
    [InlineData("C", PodPhases.Failed)]
    [InlineData("R", PodPhases.Running)]
    public void Compute_EndedForGood_IgnoresTheRestartPolicy(string states, string expected) =>
        Assert.Equal(expected, PodPhaseRules.Compute(Spec(RestartPolicies.Always, "", states), [], Statuses("c", states), ended: true));

    [Theory]
    [InlineData(RestartPolicies.Never, "R", "W", PodPhases.Pending)]
    [InlineData(RestartPolicies.Never, "1", "W", PodPhases.Failed)]
    [InlineData(RestartPolicies.Always, "1", "W", PodPhases.Pending)]
    [InlineData(RestartPolicies.OnFailure, "1", "W", PodPhases.Pending)]
    [InlineData(RestartPolicies.Never, "0W", "W", PodPhases.Pending)]
    [InlineData(RestartPolicies.Never, "00", "R", PodPhases.Running)]
    [InlineData(RestartPolicies.Never, "0", "0", PodPhases.Succeeded)]
    public void Compute_InitContainers_HoldThePodPendingOrFailIt(string policy, string init, string regular, string expected) =>
        Assert.Equal(expected, PodPhaseRules.Compute(Spec(policy, init, regular), Statuses("i", init), Statuses("c", regular), ended: false));

    [Theory]
    [InlineData("S", "W", PodPhases.Pending)]
    [InlineData("s", "W", PodPhases.Pending)]
    [InlineData("S", "R", PodPhases.Running)]
    [InlineData("s", "R", PodPhases.Running)]
    [InlineData("S", "0", PodPhases.Running)]
    [InlineData("T", "0", PodPhases.Succeeded)]
    public void Compute_Sidecar_CountsWhileItRuns(string sidecar, string regular, string expected)
    {
        var spec = Spec(RestartPolicies.Never, "", regular) with
        {
            InitContainers = [new Container { Name = "i0", RestartPolicy = RestartPolicies.Always }],
        };
        ContainerStatus status = new()
        {
            Name = "i0",
            Started = sidecar == "S",
            State = sidecar == "T" ? new() { Terminated = new() { ExitCode = 143 } } : RunningState,
        };
        Assert.Equal(expected, PodPhaseRules.Compute(spec, [status], Statuses("c", regular), ended: false));
    }

    [Theory]
    [InlineData(42, PodPhases.Running)]
    [InlineData(1, PodPhases.Failed)]
    public void Compute_ContainerRestartRule_WinsOverThePodsPolicy(int exitCode, string expected)
    {
        var spec = new PodSpec
        {
            RestartPolicy = RestartPolicies.Never,
            Containers =
            [
                new Container
                {
                    Name = "c0",
                    RestartPolicy = RestartPolicies.Never,
                    RestartPolicyRules = [new() { Action = "Restart", ExitCodes = new() { Operator = "In", Values = [42] } }],
                },
            ],
        };
        ContainerStatus status = new() { Name = "c0", State = new() { Terminated = new() { ExitCode = exitCode } } };
        Assert.Equal(expected, PodPhaseRules.Compute(spec, [], [status], ended: false));
    }

    private static PodSpec Spec(string policy, string init, string regular) => new()
    {
        RestartPolicy = policy,
        InitContainers = [.. init.Select((_, i) => new Container { Name = $"i{i}" })],
        Containers = [.. regular.Select((_, i) => new Container { Name = $"c{i}" })],
    };

    // R running, W waiting, C waiting after a crash, a digit the exit code, ? not known at all.
    private static List<ContainerStatus> Statuses(string prefix, string states) =>
    [
        .. states.Select((state, i) => (state, Status: new ContainerStatus
        {
            Name = $"{prefix}{i}",
            State = state switch
            {
                'R' => RunningState,
                'W' or 'C' => WaitingState,
                _ => new() { Terminated = new() { ExitCode = state - '0' } },
            },
            LastState = state == 'C' ? new() { Terminated = new() { ExitCode = 1 } } : new(),
        })).Where(pair => pair.state != '?').Select(pair => pair.Status),
    ];
}
