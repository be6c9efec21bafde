using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Controller;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller;

public sealed class JobStatesTests
{
    [Fact]
    public void EveryState_IsOneOfWaitingActiveEnded_ExceptUnknown()
    {
        foreach (var state in Enum.GetValues<JobState>())
        {
            var kinds = new[] { JobStates.IsWaiting(state), JobStates.IsActive(state), JobStates.IsEnded(state) }.Count(kind => kind);
            Assert.Equal(state == JobState.Unknown ? 0 : 1, kinds);
        }
    }

    [Theory]
    [InlineData("PENDING PD CONFIGURING CF REQUEUE_FED RF REQUEUE_HOLD RH REQUEUED RQ RESV_DEL_HOLD RD SPECIAL_EXIT SE RESIZING RS", true, false, false)]
    [InlineData("RUNNING R COMPLETING CG SUSPENDED S SIGNALING SI STAGE_OUT SO STOPPED ST", false, true, false)]
    [InlineData("COMPLETED CD FAILED F TIMEOUT TO OUT_OF_MEMORY OOM NODE_FAIL NF BOOT_FAIL BF CANCELLED CA DEADLINE DL PREEMPTED PR REVOKED RV", false, false, true)]
    [InlineData("SOMETHING_NEW XX", false, false, false)]
    public void Parse_NamesOfTheManual_AreOfTheirKind(string names, bool waiting, bool active, bool ended)
    {
        foreach (var name in names.Split(' '))
        {
            var state = JobStates.Parse(name);
            Assert.Equal((name, waiting, active, ended), (name, JobStates.IsWaiting(state), JobStates.IsActive(state), JobStates.IsEnded(state)));
        }
    }

    [Theory]
    [InlineData("CANCELLED by 0", nameof(JobState.Cancelled))]
    [InlineData("CANCELLED+", nameof(JobState.Cancelled))]
    [InlineData(" running ", nameof(JobState.Running))]
    [InlineData("", nameof(JobState.Unknown))]
    public void Parse_Ornaments_AreLeftOut(string text, string expected) => Assert.Equal(expected, JobStates.Parse(text).ToString());

    [Theory]
    [InlineData("RUNNING", nameof(JobState.Running))]
    [InlineData("RUNNING CONFIGURING", nameof(JobState.Configuring))]
    [InlineData("COMPLETED COMPLETING", nameof(JobState.Completing))]
    [InlineData("PENDING REQUEUED", nameof(JobState.Requeued))]
    [InlineData("PENDING REQUEUE_HOLD", nameof(JobState.RequeueHold))]
    [InlineData("PENDING SPECIAL_EXIT", nameof(JobState.SpecialExit))]
    [InlineData("CANCELLED", nameof(JobState.Cancelled))]
    [InlineData("NEW_FLAG TIMEOUT", nameof(JobState.Timeout))]
    [InlineData("NEW_FLAG", nameof(JobState.Unknown))]
    public void Combine_BaseAndFlags_TellWhetherItIsOver(string words, string expected) => Assert.Equal(expected, JobStates.Combine(words.Split(' ')).ToString());

    [Fact]
    public void Parse_AnyText_DoesNotThrow() => Prop.ForAll<string>(text => Enum.IsDefined(JobStates.Parse(text ?? ""))).QuickCheckThrowOnFailure();
}
