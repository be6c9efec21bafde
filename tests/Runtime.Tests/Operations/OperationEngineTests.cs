using Reeve.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Xunit;
using static Reeve.Runtime.Tests.Operations.OperationFixture;
using static Reeve.Runtime.Tests.Operations.WorldProvisioner;

namespace Reeve.Runtime.Tests.Operations;

public sealed class OperationEngineTests : IAsyncLifetime
{
    private readonly OperationFixture _fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Start_PlanWithDependencies_AppliesInOrderAndEndsDone()
    {
        var operation = await _fixture.RunAsync(Request(Step("c", "3", "b"), Step("b", "2", "a"), Step("a", "1")));

        Assert.Equal(OperationState.Done, operation.State);
        Assert.Equal(["a", "b", "c"], _fixture.Provisioner.Applied);
        Assert.All(operation.Steps, step => Assert.Equal(StepState.Done, step.State));
        Assert.Equal("a=1 b=2 c=3", _fixture.World.Describe());
    }

    [Fact]
    public async Task Start_Phases_FollowOneAnother()
    {
        await _fixture.RunAsync(Request(
            Step("late", "1") with { Phase = StepPhase.Post }, Step("main", "1"), Step("early", "1") with { Phase = StepPhase.Pre }));

        Assert.Equal(["early", "main", "late"], _fixture.Provisioner.Applied);
    }

    [Fact]
    public async Task Start_IndependentSteps_RunSideBySide()
    {
        using var both = new CountdownEvent(2);
        var together = new TaskCompletionSource();
        _fixture.Provisioner.Gate = (_, token) =>
        {
            if (both.Signal())
            {
                together.SetResult();
            }

            return together.Task.WaitAsync(token);
        };

        Assert.Equal(OperationState.Done, (await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "1")))).State);
    }

    [Fact]
    public async Task Start_StepFails_TakesBackInReverse()
    {
        _fixture.World.Set("b", "old");
        _fixture.Provisioner.FailingApply["c"] = ErrorReason.Invalid;

        var operation = await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "2", "a"), Step("c", "3", "b"), Step("d", "4", "c")));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("c fails", operation.Error, StringComparison.Ordinal);
        Assert.Equal(["c", "b", "a"], _fixture.Provisioner.Undone);
        Assert.Equal("b=old", _fixture.World.Describe());
        Assert.Equal(StepState.Pending, operation.Steps[3].State);
        Assert.Empty(_fixture.Engine.GetLedger(Cluster));
    }

    [Fact]
    public async Task Start_TransientFailure_IsRepeated()
    {
        _fixture.Provisioner.FailingApply["a"] = ErrorReason.Transient;

        Assert.Equal(OperationState.Done, (await _fixture.RunAsync(Request(Step("a", "1")))).State);
    }

    [Fact]
    public async Task Start_EffectIsThereAlready_IsNeitherAppliedNorEverTakenBack()
    {
        _fixture.World.Set("a", "1");
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;

        var operation = await _fixture.RunAsync(Request(Step("a", "1"), Step("b", "1", "a")));

        Assert.Equal(StepState.AlreadyDone, operation.Steps[0].State);
        Assert.Equal("a=1", _fixture.World.Describe());
    }

    [Fact]
    public async Task Start_SecondOfACluster_IsRefusedWithTheIdOfTheFirst()
    {
        var gate = new TaskCompletionSource();
        _fixture.Provisioner.Gate = (_, token) => gate.Task.WaitAsync(token);
        var first = await _fixture.Engine.StartAsync(Request(Step("a", "1")), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<OperationConflictException>(() => _fixture.Engine.StartAsync(Request(Step("b", "1")), CancellationToken.None));
        var other = Request(Step("b", "1")) with { Cluster = Cluster with { Name = "two" } };
        var allowed = await _fixture.Engine.StartAsync(other, CancellationToken.None);
        gate.SetResult();

        Assert.Equal(first.Id, refused.OperationId);
        Assert.Equal(OperationState.Done, (await _fixture.EndAsync(first.Id)).State);
        Assert.Equal(OperationState.Done, (await _fixture.EndAsync(allowed.Id)).State);
    }

    [Theory]
    [InlineData("twice")]
    [InlineData("unknown")]
    [InlineData("circle")]
    [InlineData("later")]
    public async Task Start_PlanThatIsNoGraph_IsRefusedAndNothingRemains(string fault)
    {
        ClusterStep[] steps = fault switch
        {
            "twice" => [Step("a", "1"), Step("a", "2")],
            "unknown" => [Step("a", "1", "x")],
            "circle" => [Step("a", "1", "b"), Step("b", "1", "a")],
            _ => [Step("a", "1", "b"), Step("b", "1") with { Phase = StepPhase.Post }],
        };

        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.Engine.StartAsync(Request(steps), CancellationToken.None));
        Assert.Empty(_fixture.Engine.List(null));
    }

    [Fact]
    public async Task Preview_OfAPlan_SaysWhatIsThereAndChangesNothing()
    {
        _fixture.World.Set("a", "1");

        var preview = await _fixture.Engine.PreviewAsync(Request(Step("a", "1"), Step("b", "1")), CancellationToken.None);

        Assert.Equal([StepState.AlreadyDone, StepState.Pending], preview.Steps.Select(step => step.State));
        Assert.Equal("a=1", _fixture.World.Describe());
        Assert.Empty(_fixture.Engine.List(null));
    }

    [Fact]
    public async Task Steps_WithSecrets_ShowThemNowhere()
    {
        const string secret = "s3cr3t/with\"quotes";
        _fixture.Secrets.Set(Cluster, "password", secret);
        _fixture.Provisioner.Extra = async (_, context, token) =>
        {
            var value = await context.GetSecretAsync("password", token);
            await context.RunAsync(new StepCommand { Arguments = ["/bin/sh", "-c", "cat; echo wrong >&2; exit 3"], StandardInput = System.Text.Encoding.UTF8.GetBytes(value) }, token);
            context.ReportProgress($"using {value}");
            throw new ProviderException(ErrorReason.Invalid, $"the server said: {value} is wrong");
        };

        var operation = await _fixture.RunAsync(Request(Step("a", "1") with { SecretNames = ["password"] }));

        var command = Assert.Single(operation.Steps[0].Commands);
        Assert.Equal((3, "***", "wrong\n"), (command.ExitCode, command.StandardOutput, command.StandardError));
        Assert.Contains("the server said: *** is wrong", operation.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_fixture.Directory, "*", SearchOption.AllDirectories).Where(file => !file.Contains("secrets", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain("s3cr3t", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Restart_WithoutTheProvisioner_IsStuckUntilItIsThere()
    {
        var gate = new TaskCompletionSource();
        _fixture.Provisioner.Gate = (_, token) => gate.Task.WaitAsync(token);
        var id = (await _fixture.Engine.StartAsync(Request(Step("a", "1")), CancellationToken.None)).Id;
        _fixture.IsLoaded = false;
        await _fixture.RestartAsync();
        var stuck = await _fixture.EndAsync(id);
        Assert.Equal(OperationState.Stuck, stuck.State);
        Assert.Contains("world is not loaded", stuck.Error, StringComparison.Ordinal);

        _fixture.IsLoaded = true;
        gate.SetResult();
        _fixture.Engine.Retry(id);
        Assert.Equal(OperationState.Done, (await _fixture.EndAsync(id)).State);
    }

    [Fact]
    public async Task Audit_OfOperations_CanBeQueried()
    {
        var first = await _fixture.RunAsync(Request(Step("a", "1")));
        _fixture.Provisioner.FailingApply["b"] = ErrorReason.Invalid;
        await _fixture.RunAsync(Request(Step("b", "1")) with { Intent = ClusterIntent.Upgrade });
        await _fixture.Engine.StopAsync(CancellationToken.None);

        var all = _fixture.Audit.Read(new AuditQuery());
        Assert.Equal(["Undone", "Requested", "Done", "Requested"], all.Select(entry => entry.Result));
        Assert.Equal(["Done", "Requested"], _fixture.Audit.Read(new AuditQuery { OperationId = first.Id }).Select(entry => entry.Result));
        Assert.Contains("Upgrade one Undone by test", all[0].ToString(), StringComparison.Ordinal);
    }
}
