using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Statuses;

/// <summary>What holds of a phase whatever the containers do.</summary>
public sealed class PodPhaseProperties
{
    private static readonly Gen<ContainerState?> States = Gen.Elements<ContainerState?>(
        null,
        new() { Waiting = new() },
        new() { Running = new() },
        new() { Terminated = new() { ExitCode = 0 } },
        new() { Terminated = new() { ExitCode = 1 } });

    private static readonly Gen<Case> Cases =
        from policy in Gen.Elements(RestartPolicies.Always, RestartPolicies.OnFailure, RestartPolicies.Never)
        from init in States.ListOf()
        from regular in States.NonEmptyListOf()
        from ended in ArbMap.Default.GeneratorFor<bool>()
        select new Case(policy, [.. init], [.. regular], ended);

    [Fact]
    public void Compute_AnyStates_TerminalOnlyIfNothingRunsOrInitFailed() => Check(c =>
        Phase(c) is not (PodPhases.Succeeded or PodPhases.Failed)
        || InitFailed(c)
        || c.Regular.All(state => state?.Terminated is not null));

    [Fact]
    public void Compute_AllSucceededAndNothingToRestart_Succeeds() => Check(c =>
        !(c.Regular.All(state => state?.Terminated?.ExitCode == 0)
            && c.Init.All(state => state?.Terminated?.ExitCode == 0)
            && (c.Ended || c.Policy != RestartPolicies.Always))
        || Phase(c) == PodPhases.Succeeded);

    [Fact]
    public void Compute_SucceededPod_HasNoFailedContainer() => Check(c =>
        Phase(c) != PodPhases.Succeeded || c.Regular.All(state => state?.Terminated?.ExitCode == 0));

    [Fact]
    public void Compute_PolicyAlways_NeverEndsByItself() => Check(c =>
        c.Policy != RestartPolicies.Always || c.Ended || Phase(c) is PodPhases.Pending or PodPhases.Running);

    [Fact]
    public void Compute_OrderOfContainers_DoesNotMatter() => Check(c =>
        Phase(c) == Phase(c with { Regular = [.. c.Regular.Reverse()], Init = [.. c.Init.Reverse()] }));

    private static bool InitFailed(Case c) =>
        (c.Ended || c.Policy == RestartPolicies.Never) && c.Init.Any(state => state?.Terminated?.ExitCode == 1);

    private static void Check(Func<Case, bool> property) => Prop.ForAll(Cases.ToArbitrary(), property).QuickCheckThrowOnFailure();

    private static string Phase(Case c)
    {
        var spec = new PodSpec
        {
            RestartPolicy = c.Policy,
            InitContainers = [.. c.Init.Select((_, i) => new Container { Name = $"i{i}" })],
            Containers = [.. c.Regular.Select((_, i) => new Container { Name = $"c{i}" })],
        };
        return PodPhaseRules.Compute(spec, Statuses("i", c.Init), Statuses("c", c.Regular), c.Ended);
    }

    private static List<ContainerStatus> Statuses(string prefix, ContainerState?[] states) =>
    [
        .. states.Select((state, i) => (state, Name: $"{prefix}{i}")).Where(pair => pair.state is not null)
            .Select(pair => new ContainerStatus { Name = pair.Name, State = pair.state! }),
    ];

    private sealed record Case(string Policy, ContainerState?[] Init, ContainerState?[] Regular, bool Ended);
}
