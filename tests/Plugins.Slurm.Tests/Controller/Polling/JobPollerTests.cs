using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Polling;

public sealed class JobPollerTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly ScriptedController _controller = new();
    private readonly JobPoller _poller;

    public JobPollerTests() => _poller = new JobPoller(_controller, "reeve-", new PollerOptions(), _time, NullLogger.Instance);

    public ValueTask DisposeAsync() => _poller.DisposeAsync();

    [Fact]
    public async Task Watch_StableJobs_AreAskedForEverMoreSlowly()
    {
        _controller.Jobs = [Job(1, JobState.Running)];
        await FirstAsync();

        var calls = await CallsInAsync(TimeSpan.FromMinutes(10));

        // 2 s growing by half up to 30 s, and then 20 in ten minutes.
        Assert.InRange(calls, 18, 30);
    }

    [Fact]
    public async Task Watch_ManyJobs_CostAsManyQuestionsAsOne()
    {
        _controller.Jobs = [.. Enumerable.Range(1, 1000).Select(id => Job(id, JobState.Running))];
        await FirstAsync();

        var calls = await CallsInAsync(TimeSpan.FromMinutes(10));

        Assert.InRange(calls, 18, 30);
        Assert.Single(_controller.Questions);
    }

    [Fact]
    public async Task Track_StableJobs_IsAskedSoon()
    {
        _controller.Jobs = [Job(1, JobState.Running)];
        await FirstAsync();
        await CallsInAsync(TimeSpan.FromMinutes(10));
        _controller.Jobs = [Job(1, JobState.Running), Job(2, JobState.Pending)];
        var limit = _time.GetUtcNow() + TimeSpan.FromSeconds(2);

        _poller.Track(2);

        await Eventually.TrueAsync(
            () =>
            {
                if (_time.NextDue is { } due && due <= limit)
                {
                    _time.Advance(due - _time.GetUtcNow());
                }

                return _poller.Latest!.Jobs.TryGetValue(2, out var view) && view.Phase == JobPhase.Waiting;
            }, "the job is seen within two seconds");
    }

    [Fact]
    public async Task Refresh_AtTheSameTime_SharesOneRound()
    {
        await FirstAsync();
        await IdleAsync();
        var before = _controller.QueueCalls;

        var refreshes = Enumerable.Range(0, 50).Select(_ => _poller.RefreshAsync(CancellationToken.None)).ToList();
        await AdvanceUntilAsync(Task.WhenAll(refreshes));

        Assert.Equal(before + 1, _controller.QueueCalls);
        Assert.All(refreshes, refresh => Assert.Same(refreshes[0].Result, refresh.Result));
    }

    [Fact]
    public async Task Refresh_DuringARound_WaitsForTheNext()
    {
        await FirstAsync();
        await IdleAsync();
        _controller.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = _controller.QueueCalls;
        var first = _poller.RefreshAsync(CancellationToken.None);
        await AdvanceUntilAsync(() => _controller.QueueCalls == before + 1);

        var second = _poller.RefreshAsync(CancellationToken.None);
        _controller.Jobs = [Job(1, JobState.Pending)];
        _controller.Gate.SetResult();
        await AdvanceUntilAsync(second);

        Assert.True((await first).CompleteAt < (await second).CompleteAt);
        Assert.True((await second).Jobs.ContainsKey(1));
        Assert.Equal(before + 2, _controller.QueueCalls);
    }

    [Fact]
    public async Task ControllerAway_KeepsWhatIsKnownAndBacksOff()
    {
        _controller.Jobs = [Job(1, JobState.Running)];
        var before = await FirstAsync();
        _controller.Failure = new ProviderException(ErrorReason.Transient, "away");

        var calls = await CallsInAsync(TimeSpan.FromMinutes(20));

        Assert.InRange(calls, 15, 30);
        Assert.Equal(JobPhase.Active, _poller.Latest!.Jobs[1].Phase);
        Assert.Equal(before.Revision, _poller.Latest.Revision);
        Assert.NotNull(_poller.LastFailure);

        _controller.Failure = null;
        await AdvanceUntilAsync(() => _poller.LastFailure is null);
        Assert.True(_poller.Latest!.CompleteAt > before.CompleteAt);
    }

    [Fact]
    public async Task ControllerAway_RefreshThrows()
    {
        _controller.Failure = new ProviderException(ErrorReason.Transient, "away");

        var refresh = _poller.RefreshAsync(CancellationToken.None);
        await AdvanceUntilAsync(refresh);

        Assert.Equal(ErrorReason.Transient, (await Assert.ThrowsAsync<ProviderException>(() => refresh)).Reason);
    }

    [Fact]
    public async Task JobThatVanished_IsAskedOfTheAccountingAlone()
    {
        _controller.Jobs = [Job(1, JobState.Running), Job(2, JobState.Running)];
        await FirstAsync();

        _controller.Jobs = [Job(1, JobState.Running)];
        _controller.Past = [Job(2, JobState.Timeout), Job(3, JobState.Completed)];
        await AdvanceUntilAsync(() => _poller.Latest!.Jobs[2].Phase == JobPhase.Ended);

        Assert.Equal("DeadlineExceeded", _poller.Latest!.Jobs[2].Reason);
        Assert.Equal([2], _controller.Questions[^1]);
    }

    [Fact]
    public async Task AccountingAway_JobThatVanishedStaysAsItWas()
    {
        _controller.Jobs = [Job(2, JobState.Running)];
        await FirstAsync();
        _controller.Jobs = [];
        _controller.PastFailure = new ProviderException(ErrorReason.Transient, "no slurmdbd");

        await AdvanceUntilAsync(() => _poller.Latest!.HasHistory == false);
        Assert.Equal((JobPhase.Active, null), (_poller.Latest!.Jobs[2].Phase, _poller.Latest.Jobs[2].MissingSince));

        _controller.PastFailure = null;
        await AdvanceUntilAsync(() => _poller.Latest!.HasHistory);
        Assert.Equal(JobPhase.Active, _poller.Latest!.Jobs[2].Phase);
        Assert.NotNull(_poller.Latest.Jobs[2].MissingSince);
    }

    [Fact]
    public async Task Start_FindsJobsThatEndedMeanwhile()
    {
        _controller.Jobs = [Job(1, JobState.Running)];
        _controller.Past = [Job(1, JobState.Running), Job(5, JobState.Completed)];

        var snapshot = await FirstAsync();

        Assert.Equal([(1, JobPhase.Active), (5, JobPhase.Ended)], snapshot.Jobs.Values.Select(job => (job.Id, job.Phase)).OrderBy(job => job.Id));
    }

    [Fact]
    public async Task CancelledByNobodyKnowsWhom_IsAskedForSomeMinutesOnly()
    {
        _controller.Jobs = [Job(1, JobState.Cancelled)];
        await FirstAsync();

        await CallsInAsync(TimeSpan.FromMinutes(30));

        Assert.InRange(_controller.Questions.Count(question => question.Count > 0), 2, 15);
    }

    [Fact]
    public async Task Forget_JobThatIsNotListed_IsGone()
    {
        _controller.Past = [Job(5, JobState.Completed) with { EndedAt = _time.GetUtcNow() }];
        await FirstAsync();

        _poller.Forget(5);
        await AdvanceUntilAsync(() => _poller.Latest!.Jobs.Count == 0);
    }

    private static SlurmJob Job(long id, JobState state) => new() { Id = id, Name = $"reeve-{id}", State = state };

    private async Task<JobSnapshot> FirstAsync()
    {
        await using var watch = _poller.WatchAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        return watch.Current;
    }

    // The poller waits when a timer of its own waits.
    private Task IdleAsync() => Eventually.TrueAsync(() => _time.ActiveTimers > 0, "the poller waits");

    private async Task<int> CallsInAsync(TimeSpan span)
    {
        var (before, end) = (_controller.QueueCalls, _time.GetUtcNow() + span);
        while (true)
        {
            await IdleAsync();
            if (_time.NextDue is not { } due || due > end)
            {
                return _controller.QueueCalls - before;
            }

            var calls = _controller.QueueCalls;
            _time.Advance(due - _time.GetUtcNow());
            await Eventually.TrueAsync(() => _controller.QueueCalls > calls, "the controller is asked");
        }
    }

    private Task AdvanceUntilAsync(Task task) => AdvanceUntilAsync(() => task.IsCompleted);

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(
        () =>
        {
            if (!condition() && _time.NextDue is { } due)
            {
                _time.Advance(due - _time.GetUtcNow());
            }

            return condition();
        }, "the poller gets there");
}
