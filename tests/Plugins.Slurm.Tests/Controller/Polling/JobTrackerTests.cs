using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Polling;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Polling;

public sealed class JobTrackerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AnyListings_NeverEndAJobThatNobodyEnded() => Prop.ForAll(Gen.ListOf(Gen.Elements(Events)).ToArbitrary(), events =>
    {
        var tracker = new JobTracker();
        tracker.Track(7);
        var (said, before) = (false, JobPhase.Unknown);
        foreach (var happening in events)
        {
            Apply(tracker, happening);
            said |= happening.Ends;
            var view = tracker.Jobs[7];

            // 1. Only a source ends a job.   2. Only the controller brings it back.   3. What is not known leaves the phase alone.
            Assert.True(view.Phase != JobPhase.Ended || said, $"{happening}");
            Assert.True(before != JobPhase.Ended || view.Phase == JobPhase.Ended || happening.Queue is { } state && !JobStates.IsEnded(state), $"{happening}");
            Assert.True(happening.Queue is not null and not JobState.Unknown || happening.Ends || view.Phase == before, $"{happening}: {before} became {view.Phase}");
            Assert.True(view.MissingSince is null || view.Phase != JobPhase.Ended, $"{happening}");
            Assert.True(view.Phase != JobPhase.Waiting || view.Reason.Length > 0, $"{happening}");
            before = view.Phase;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NotListedAnywhere_IsMissingSinceThen()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Running)]);

        tracker.Queue([]);
        Assert.Equal([7], tracker.Doubtful([]));
        tracker.History([7], [], null, Now);
        Assert.Null(tracker.Jobs[7].MissingSince);
        tracker.History([7], [], [], Now);
        tracker.History([7], [], [], Now.AddMinutes(1));

        Assert.Equal((JobPhase.Active, Now), (tracker.Jobs[7].Phase, tracker.Jobs[7].MissingSince));
        tracker.Queue([Job(JobState.Running)]);
        Assert.Null(tracker.Jobs[7].MissingSince);
    }

    [Fact]
    public void AccountingThatLags_DoesNotRevive()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Completed)]);

        tracker.History([7], [], [Job(JobState.Running)], Now);

        Assert.Equal(JobPhase.Ended, tracker.Jobs[7].Phase);
    }

    [Fact]
    public void Requeue_AfterANodeFailed_IsWaitingWithItsCount()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Running)]);
        tracker.Queue([Job(JobState.NodeFail)]);
        Assert.Equal(("NodeFailure", true), (tracker.Jobs[7].Reason, tracker.Jobs[7].WasEndedBySlurm));

        tracker.Queue([Job(JobState.Pending) with { Requeues = 1, Reason = "BeginTime" }]);
        tracker.History([7], [Job(JobState.Pending) with { Requeues = 1, Reason = "BeginTime" }], [Job(JobState.NodeFail)], Now);

        Assert.Equal((JobPhase.Waiting, "BeginTime"), (tracker.Jobs[7].Phase, tracker.Jobs[7].Reason));
        Assert.Contains("requeued 1 times", tracker.Jobs[7].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_ByWhomIsAskedAndKept()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Cancelled)]);
        Assert.Equal([7], tracker.Doubtful([Job(JobState.Cancelled)]));

        tracker.History([7], [Job(JobState.Cancelled)], [Job(JobState.Cancelled) with { CancelledBy = "0", CancelledByOther = true }], Now);

        Assert.Equal("CancelledByAdministrator", tracker.Jobs[7].Reason);
        tracker.Queue([Job(JobState.Cancelled)]);
        Assert.Equal("CancelledByAdministrator", tracker.Jobs[7].Reason);
        Assert.Empty(tracker.Doubtful([Job(JobState.Cancelled)]));
    }

    [Fact]
    public void SameNumberOtherName_IsAnotherJob()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Completed)]);

        tracker.Queue([Job(JobState.Pending) with { Name = "reeve-new" }]);

        Assert.Equal((JobPhase.Waiting, "reeve-new"), (tracker.Jobs[7].Phase, tracker.Jobs[7].Job!.Name));
    }

    [Fact]
    public void Prune_OldEndsThatAreNotListed_AreForgotten()
    {
        var tracker = new JobTracker();
        tracker.Queue([Job(JobState.Completed) with { EndedAt = Now }, Job(JobState.Running) with { Id = 8, Name = "reeve-8" }]);

        tracker.Prune([Job(JobState.Completed)], Now.AddHours(1));
        Assert.Equal(2, tracker.Jobs.Count);
        tracker.Prune([], Now.AddHours(1));

        Assert.Equal([8], tracker.Jobs.Keys);
    }

    [Theory]
    [InlineData(nameof(JobState.NodeFail), "NodeFailure")]
    [InlineData(nameof(JobState.BootFail), "NodeBootFailure")]
    [InlineData(nameof(JobState.Preempted), "Preempted")]
    [InlineData(nameof(JobState.Timeout), "DeadlineExceeded")]
    [InlineData(nameof(JobState.Deadline), "SchedulingDeadlineExceeded")]
    [InlineData(nameof(JobState.OutOfMemory), "OOMKilled")]
    [InlineData(nameof(JobState.Revoked), "Revoked")]
    [InlineData(nameof(JobState.Cancelled), "Cancelled")]
    [InlineData(nameof(JobState.Completed), "")]
    [InlineData(nameof(JobState.Failed), "")]
    public void End_OtherThanByItself_HasItsReason(string state, string reason)
    {
        var tracker = new JobTracker();

        tracker.Queue([Job(Enum.Parse<JobState>(state)) with { StartedAt = Now, Nodes = "node1" }]);

        var view = tracker.Jobs[7];
        Assert.Equal((JobPhase.Ended, reason, reason.Length > 0), (view.Phase, view.Reason, view.WasEndedBySlurm));
        Assert.Equal(reason.Length > 0, view.Message.Length > 0);
    }

    [Theory]
    [InlineData("Priority", "Priority", "Other jobs go first.")]
    [InlineData("Resources", "Resources", "waits for processors")]
    [InlineData("QOSMaxJobsPerUserLimit", "QOSMaxJobsPerUserLimit", "A limit of its quality of service of one user")]
    [InlineData("AssocGrpCpuLimit", "AssocGrpCpuLimit", "A limit of its account of all jobs together")]
    [InlineData("ReqNodeNotAvail, UnavailableNodes:node[1-2]", "ReqNodeNotAvail", "down, drained or reserved")]
    [InlineData("Nodes_required_for_job_are_DOWN,_DRAINED_or_reserved_for_jobs_in_higher_priority_partitions", "ReqNodeNotAvail", "down, drained or reserved")]
    [InlineData("launch_failed_requeued_held", "LaunchFailedRequeuedHeld", "could not be launched")]
    [InlineData("BadConstraints", "BadConstraints", "No node")]
    [InlineData("SomethingNew", "SomethingNew", "It waits.")]
    [InlineData("", "Pending", "not been looked at")]
    public void Pending_ReasonsOfSlurm_AreWordAndSentence(string reason, string word, string sentence)
    {
        var tracker = new JobTracker();

        tracker.Queue([Job(JobState.Pending) with { Reason = reason }]);

        Assert.Equal(word, tracker.Jobs[7].Reason);
        Assert.Contains(sentence, tracker.Jobs[7].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PendingReasons_AnyText_IsAWord() => Prop.ForAll<string>(text => PendingReasons.Word(text ?? "").All(char.IsAsciiLetterOrDigit) && PendingReasons.Sentence(text ?? "").Length > 0).QuickCheckThrowOnFailure();

    private static IEnumerable<Happening> Events =>
        Enum.GetValues<JobState>().Select(state => new Happening(state, null, true))
            .Concat(Enum.GetValues<JobState>().Select(state => new Happening(null, state, true)))
            .Concat([new Happening(null, null, true), new Happening(null, null, false)]);

    private static SlurmJob Job(JobState state) => new() { Id = 7, Name = "reeve-7", State = state };

    private static void Apply(JobTracker tracker, Happening happening)
    {
        IReadOnlyList<SlurmJob> queue = happening.Queue is { } listed ? [Job(listed)] : [];
        tracker.Queue(queue);
        if (tracker.Doubtful(queue) is { Count: > 0 } asked)
        {
            IReadOnlyList<SlurmJob> history = happening.History is { } ended ? [Job(ended)] : [];
            tracker.History(asked, queue, happening.Answers ? history : null, Now);
        }
    }

    /// <summary>A round: what the controller lists the job as, and what the accounting has it as, if it answers.</summary>
    private sealed record Happening(JobState? Queue, JobState? History, bool Answers)
    {
        public bool Ends => (Queue is { } state && JobStates.IsEnded(state)) || (History is { } ended && JobStates.IsEnded(ended));
    }
}
