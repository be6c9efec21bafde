using Reeve.Plugins.Slurm.Controller;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller;

public sealed class SlurmErrorsTests
{
    [Theory]
    [InlineData("Batch job submission failed: Unable to contact slurm controller (connect failure)", ErrorReason.Transient)]
    [InlineData("Batch job submission failed: Socket timed out on send/recv operation", ErrorReason.Transient)]
    [InlineData("Slurm temporarily unable to accept job, sleeping and retrying", ErrorReason.Transient)]
    [InlineData("Batch job submission failed: Required partition not available (inactive or drain)", ErrorReason.Transient)]
    [InlineData("Batch job submission failed: Invalid partition name specified", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Invalid qos specification", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Requested reservation is invalid", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Invalid feature specification", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Requested node configuration is not available", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Requested time limit is invalid (missing or exceeds some limit)", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Job dependency problem", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Pathname of a file, directory or other parameter too long", ErrorReason.Invalid)]
    [InlineData("Memory specification can not be satisfied", ErrorReason.Invalid)]
    [InlineData("sbatch: unrecognized option '--foo'", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Invalid account or account/partition combination specified", ErrorReason.Denied)]
    [InlineData("Batch job submission failed: User's group not permitted to use this partition", ErrorReason.Denied)]
    [InlineData("Batch job submission failed: Access/permission denied", ErrorReason.Denied)]
    [InlineData("AssocMaxSubmitJobLimit\nBatch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", ErrorReason.Exhausted)]
    [InlineData("QOSGrpSubmitJobsLimit\nBatch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", ErrorReason.Exhausted)]
    [InlineData("QOSMaxWallDurationPerJobLimit\nBatch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", ErrorReason.Invalid)]
    [InlineData("Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)", ErrorReason.Exhausted)]
    [InlineData("cannot open script: Disk quota exceeded", ErrorReason.Exhausted)]
    [InlineData("something that nobody has seen yet", ErrorReason.Transient)]
    public void Classify_TextsOfSbatch_HaveTheirReason(string text, ErrorReason expected) => Assert.Equal(expected, SlurmErrors.Classify(text));

    [Theory]
    [InlineData("Invalid job id specified", true)]
    [InlineData("Job has already finished", true)]
    [InlineData("Job/step already completing or completed", true)]
    [InlineData("Access/permission denied", false)]
    public void IsNoSuchJob_OnlyJobsThatAreOver(string text, bool expected) => Assert.Equal(expected, SlurmErrors.IsNoSuchJob(text));
}
