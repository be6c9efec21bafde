using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Xunit;
using static Reeve.Runtime.Tests.Operations.OperationFixture;
using static Reeve.Runtime.Tests.Operations.WorldProvisioner;

namespace Reeve.Runtime.Tests.Operations;

/// <summary>Operations that are taken back, get stuck, or are given up.</summary>
public sealed class OperationUndoTests : IAsyncLifetime
{
    private readonly OperationFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Cancel_WhileAStepRuns_TakesBack()
    {
        var began = new TaskCompletionSource();
        _fixture.Provisioner.Gate = async (step, token) =>
        {
            if (step == "b")
            {
                began.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }
        };
        var id = (await _fixture.Engine.StartAsync(Request(Step("a", "1"), Step("b", "1", "a")), CancellationToken.None)).Id;
        await began.Task;

        _fixture.Engine.Cancel(id);

        var operation = await _fixture.EndAsync(id);
        Assert.Equal((OperationState.Undone, "Cancelled."), (operation.State, operation.Error));
        Assert.Equal("", _fixture.World.Describe());
        Assert.Throws<OperationConflictException>(() => _fixture.Engine.Cancel(id));
    }

    [Fact]
    public async Task Undo_KeepsFailing_IsStuckUntilRetried()
    {
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;
        _fixture.Provisioner.FailingUndo["a"] = 3;

        var stuck = await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "1", "a")));
        Assert.Equal(OperationState.Stuck, stuck.State);
        Assert.Contains("a cannot be undone now", stuck.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OperationConflictException>(() => _fixture.Engine.StartAsync(Request(Step("c", "1")), CancellationToken.None));

        _fixture.Engine.Retry(stuck.Id);
        Assert.Equal(OperationState.Undone, (await _fixture.EndAsync(stuck.Id)).State);
        Assert.Equal("", _fixture.World.Describe());
    }

    [Fact]
    public async Task OnFailureKeep_StaysUntilRetried()
    {
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;

        var stuck = await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "2", "a")) with { OnFailure = FailurePolicy.Keep });
        Assert.Equal(OperationState.Stuck, stuck.State);
        _fixture.Engine.Retry(stuck.Id);

        Assert.Equal(OperationState.Done, (await _fixture.EndAsync(stuck.Id)).State);
        Assert.Equal("a=1 b=2", _fixture.World.Describe());
    }

    [Fact]
    public async Task Abandon_Stuck_RemembersWhatIsHalfDoneForTheRemoval()
    {
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;
        var stuck = await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "2", "a")) with { OnFailure = FailurePolicy.Keep });

        _fixture.Engine.Abandon(stuck.Id);
        Assert.Equal(OperationState.Abandoned, _fixture.Engine.Find(stuck.Id)!.State);
        Assert.Equal(["a", "b"], _fixture.Engine.GetLedger(Cluster).Select(entry => entry.Step.Id));

        var removal = await _fixture.RunAsync(Request() with { Intent = ClusterIntent.Delete, RemoveEverything = true });
        Assert.Equal(OperationState.Done, removal.State);
        Assert.Equal("", _fixture.World.Describe());
    }

    [Fact]
    public async Task RemoveEverything_AfterSeveralOperations_RestoresWhatWasBeforeTheFirst()
    {
        _fixture.World.Set("a", "original");
        await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "1", "a")));
        await _fixture.RunAsync(Request(Step("a", "2"), Step("c", "1")) with { Intent = ClusterIntent.Change });
        Assert.Equal("a=2 b=1 c=1", _fixture.World.Describe());

        var removal = await _fixture.RunAsync(Request(Step("drain", "1")) with { Intent = ClusterIntent.Delete, RemoveEverything = true });

        Assert.Equal(OperationState.Done, removal.State);
        Assert.Equal(["c", "b", "a"], _fixture.Provisioner.Undone);
        Assert.Equal("a=original drain=1", _fixture.World.Describe());
        Assert.Equal(["drain"], _fixture.Engine.GetLedger(Cluster).Select(entry => entry.Step.Id));
    }

    [Fact]
    public async Task Change_FailsAfterAnotherMadeTheSame_LeavesWhatTheOtherMade()
    {
        await _fixture.RunAsync(Request(Step("a", "1")));
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;

        await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "1", "a")) with { Intent = ClusterIntent.Change });

        Assert.Equal("a=1", _fixture.World.Describe());
    }

    [Fact]
    public async Task Irreversible_AppliedBeforeAFailure_StaysAndIsInTheLedger()
    {
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;

        var operation = await _fixture.RunAsync(Request(Step("a", "1") with { Reversible = false }, Step("b", "1", "a")));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Equal(StepState.Done, operation.Steps[0].State);
        Assert.Equal(["a"], _fixture.Engine.GetLedger(Cluster).Select(entry => entry.Step.Id));
    }
}
