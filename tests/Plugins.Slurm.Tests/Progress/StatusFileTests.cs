using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Slurm.Progress;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Progress;

public sealed class StatusFileTests
{
    private const string Good = """
        reeve-status 1 42 1 9
        pod 1795263231108810 0 node1 10.0.0.1,fd00::2
        container init 1 terminated Completed 0 0 1795263231210944 1795263231221093 0 0 - tok-0-1
        last init 0 Error 3 0 1795263231122198 1795263231134438 YmFkCg==
        container web 0 running - 0 0 1795263231323681 - 1 1 - tok-1-0
        event 3 1795263231323681 Warning Unhealthy web bm8=
        end 9

        """;

    [Fact]
    public void Parse_WholeFile_GivesContainersAndEvents()
    {
        var progress = StatusFile.Parse(Encoding.UTF8.GetBytes(Good))!;

        Assert.Equal((42L, 1, 9L, "node1", false), (progress.JobId, progress.Requeues, progress.Sequence, progress.Host, progress.HasEnded));
        Assert.Equal(["10.0.0.1", "fd00::2"], progress.Addresses);
        Assert.Equal((1, "Error", 3, "bad\n"), (progress.Containers[0].Attempt, progress.Containers[0].Last!.Reason, progress.Containers[0].Last!.ExitCode, progress.Containers[0].Last!.Message));
        Assert.Equal((ContainerRunState.Running, true, true, (string?)null), (progress.Containers[1].State, progress.Containers[1].Started, progress.Containers[1].Ready, progress.Containers[1].Reason));
        Assert.Equal(("Unhealthy", "no", true), (progress.Events[0].Event.Reason, progress.Events[0].Event.Message, progress.Events[0].Event.Warning));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reeve-status 2 42 1 9\nend 9\n")]
    [InlineData("reeve-status 1 42 1 9\nend 8\n")]
    [InlineData("reeve-status 1 x 1 9\nend 9\n")]
    [InlineData("reeve-status 1 -4 1 9\nend 9\n")]
    [InlineData("end 9\n")]
    public void Parse_AnotherVersionOrTorn_GivesNothing(string text) => Assert.Null(StatusFile.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parse_AnyBeginning_IsAllOrNothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);

        // The last line feed alone may be missing.
        Assert.All(Enumerable.Range(0, bytes.Length - 1), length => Assert.Null(StatusFile.Parse(bytes.AsSpan(0, length))));
    }

    [Fact]
    public void Parse_AnyBytesInIt_NeverFails() =>
        Prop.ForAll(
            (from position in Gen.Choose(0, Good.Length) from bytes in Gen.ListOf(ArbMap.Default.GeneratorFor<byte>()) select (position, bytes)).ToArbitrary(),
            item =>
            {
                var good = Encoding.UTF8.GetBytes(Good);
                byte[] hostile = [.. good[..item.position], .. item.bytes, .. good[item.position..]];
                StatusFile.Parse(hostile);
                StatusFile.Parse([.. item.bytes]);
                return true;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_NumbersBeyondAnything_AreNoTimes()
    {
        var huge = Good.Replace("1795263231108810", "999999999999999999", StringComparison.Ordinal).Replace(" 3 0 ", " 99999999999 0 ", StringComparison.Ordinal);

        Assert.Null(StatusFile.Parse(Encoding.UTF8.GetBytes(huge))!.StartedAt);
    }
}
