using FsCheck;
using FsCheck.Fluent;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Xunit;
using Xunit.Abstractions;
using static Reeve.Runtime.Tests.Operations.OperationFixture;
using static Reeve.Runtime.Tests.Operations.WorldProvisioner;

namespace Reeve.Runtime.Tests.Operations;

/// <summary>The process dies at every write of a journal and at every change of the world; the next one ends in "done" or "as before".</summary>
public sealed class OperationCrashTests(ITestOutputHelper output)
{
    private static readonly ClusterStep[] s_create = [Step("a", "1") with { Phase = StepPhase.Pre }, Step("b", "1"), Step("c", "1"), Step("d", "1", "b", "c")];

    public static TheoryData<string> Scenarios => ["create", "fail", "change", "delete", "cancel"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Crash_AtEveryMoment_EndsDoneOrAsBefore(string scenario)
    {
        var points = 0;
        for (var moment = 0; ; moment++)
        {
            var died = await RunAsync(scenario, moment);
            if (!died)
            {
                break;
            }

            points++;
        }

        output.WriteLine($"{scenario}: {points} points");
        Assert.True(points > 20, $"only {points} points");
    }

    [Fact]
    public void Crash_AtTwoRandomMomentsOfARandomPlan_EndsDoneOrAsBefore()
    {
        var plans =
            from count in Gen.Choose(1, 6)
            from edges in Gen.Choose(0, (1 << 15) - 1)
            from failing in Gen.Choose(-4, count - 1)
            from first in Gen.Choose(0, 60)
            from second in Gen.Choose(0, 60)
            select (count, edges, failing, first, second);
        Prop.ForAll(plans.ToArbitrary(), plan => RandomAsync(plan).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    private static async Task<bool> RandomAsync((int Count, int Edges, int Failing, int First, int Second) plan)
    {
        await using var fixture = new OperationFixture();
        fixture.World.Set("s0", "old");
        var bit = 0;
        var steps = Enumerable.Range(0, plan.Count).Select(i => Step(
            $"s{i}", "new", [.. Enumerable.Range(0, i).Where(_ => (plan.Edges >> (bit++ % 15) & 1) == 1).Select(j => $"s{j}")])).ToArray();
        if (plan.Failing >= 0)
        {
            fixture.Provisioner.FailingApply[$"s{plan.Failing}"] = ErrorReason.Invalid;
        }

        await DieAsync(fixture, plan.First, Request(steps));
        await fixture.RestartAsync(plan.Second);
        await EndAllAsync(fixture);
        await fixture.RestartAsync();
        return await SettledAsync(fixture, earlier: 0, "s0=old", string.Join(" ", steps.Select(step => $"{step.Id}=new")));
    }

    /// <summary>Runs one scenario with a death at one moment; says whether it came to that.</summary>
    private static async Task<bool> RunAsync(string scenario, int moment)
    {
        await using var fixture = new OperationFixture();
        fixture.World.Set("b", "old");
        var (before, after, earlier) = ("b=old", "a=1 b=1 c=1 d=1", 0);
        var request = Request(s_create);
        switch (scenario)
        {
            case "fail":
                fixture.Provisioner.FailingApply["d"] = ErrorReason.Invalid;
                break;
            case "cancel":
                fixture.Provisioner.Gate = (step, token) => step == "d" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
                break;
            case "change":
                await fixture.RunAsync(request);
                (before, after, earlier) = (after, "a=1 b=2 c=1 d=1 e=1", 1);
                request = Request(Step("b", "2"), Step("c", "1"), Step("e", "1", "b")) with { Intent = ClusterIntent.Change };
                break;
            case "delete":
                await fixture.RunAsync(request);
                (before, after, earlier) = (after, "b=old", 1);
                request = Request() with { Intent = ClusterIntent.Delete, RemoveEverything = true };
                break;
        }

        var died = await DieAsync(fixture, moment, request, cancelAt: scenario == "cancel" ? "d" : null);
        fixture.Provisioner.Gate = static (_, _) => Task.CompletedTask;
        await fixture.RestartAsync();
        Assert.True(await SettledAsync(fixture, earlier, before, after), $"{scenario}, dead at moment {moment}: {fixture.World.Describe()}");
        return died;
    }

    private static async Task<bool> DieAsync(OperationFixture fixture, int moment, OperationRequest request, string? cancelAt = null)
    {
        fixture.World.DieAt(moment);
        try
        {
            var id = (await fixture.Engine.StartAsync(request, CancellationToken.None)).Id;
            if (cancelAt is not null)
            {
                await CancelAsync(fixture, id, cancelAt);
            }

            await fixture.EndAsync(id);
        }
        catch (Exception) when (fixture.World.IsDead)
        {
            // What the dead process would have said to its caller.
        }

        return fixture.World.IsDead;
    }

    private static async Task CancelAsync(OperationFixture fixture, string id, string step)
    {
        await foreach (var operation in fixture.Engine.WatchAsync(id, CancellationToken.None))
        {
            if (operation.Steps.Single(other => other.Id == step).State == StepState.Applying)
            {
                fixture.Engine.Cancel(id);
                return;
            }
        }
    }

    /// <summary>Whether, in the end, everything is as wanted or as before, and the operation says which.</summary>
    private static async Task<bool> SettledAsync(OperationFixture fixture, int earlier, string before, string after)
    {
        await EndAllAsync(fixture);
        var operations = fixture.Engine.List(null);
        var expected = (operations.Count - earlier, operations.Count > 0 ? operations[0].State : default) switch
        {
            (0, _) => before, // it died before anything was on disk
            (1, OperationState.Done) => after,
            (1, OperationState.Undone) => before,
            var other => $"no end, but {other}",
        };
        return fixture.World.Describe() == expected;
    }

    private static async Task EndAllAsync(OperationFixture fixture)
    {
        foreach (var running in fixture.Engine.List(null))
        {
            await fixture.EndAsync(running.Id);
        }
    }
}
