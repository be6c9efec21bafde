using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Tests.Records;

public sealed class RecordTests
{
    [Fact]
    public void StartRecord_LineOfASupervisor_IsRead()
    {
        var record = StartRecord.Parse("started 10 111 11 222 boot-id 1700000000123456700");

        Assert.Equal(
            new StartRecord
            {
                SupervisorPid = 10,
                SupervisorStart = "111",
                MainPid = 11,
                MainStart = "222",
                BootId = "boot-id",
                StartedAt = DateTimeOffset.Parse("2023-11-14T22:13:20.1234567Z", CultureInfo.InvariantCulture),
            },
            record);
    }

    [Fact]
    public void EndRecord_LinesOfASupervisor_AreRead()
    {
        var time = DateTimeOffset.UnixEpoch.AddSeconds(1);
        Assert.Equal(new EndRecord { Kind = EndKind.Exited, Number = 3, Time = time }, EndRecord.Parse("exited 3 1000000000\n"));
        Assert.Equal(new EndRecord { Kind = EndKind.Signaled, Number = 9, Time = time }, EndRecord.Parse("signaled 9 1000000000\n"));
        Assert.Equal(
            new EndRecord { Kind = EndKind.Failed, Stage = SupervisorStage.Mount, Error = 2, Index = 4, Time = time },
            EndRecord.Parse("failed 7 2 4 1000000000\n"));
        Assert.Equal(new EndRecord { Kind = EndKind.Failed, Stage = SupervisorStage.Exec, Error = 13 }, EndRecord.Parse("failed 10 13 0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("exited")]
    [InlineData("exited -1 1000\n")]
    [InlineData("exited 3 \n")]
    [InlineData("failed 7 2\n")]
    [InlineData("started 10 111 11 222 boot-id")]
    public void Parse_TornOrStrangeLine_IsNothing(string line)
    {
        Assert.Null(EndRecord.Parse(line));
        Assert.Null(StartRecord.Parse(line));
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Prop.ForAll<string?>(text =>
        {
            _ = EndRecord.Parse(text ?? "");
            _ = StartRecord.Parse(text ?? "");
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(EndKind.Lost)]
    [InlineData(EndKind.Rebooted)]
    [InlineData(EndKind.Failed)]
    public void EndRecord_WrittenByTheAgent_IsReadAgain(object kind)
    {
        var time = DateTimeOffset.UnixEpoch.AddDays(20000).AddTicks(1234567);

        Assert.Equal(new EndRecord { Kind = (EndKind)kind, Time = time }, EndRecord.Parse(EndRecord.Format((EndKind)kind, time)));
    }

    [Fact]
    public void ContainerLabel_AnyText_SurvivesARoundTrip()
    {
        Prop.ForAll<NonNull<string>, NonNull<string>>((name, directory) =>
        {
            var label = new ContainerLabel
            {
                Owner = "o",
                Pod = "p",
                Name = name.Get,
                Attempt = 3,
                WorkingDirectory = directory.Get,
                Identity = new() { User = 5, Groups = [1, 2], Capabilities = ulong.MaxValue },
            };
            var json = label.ToJson();
            Assert.DoesNotContain('\n', json);
            Assert.Equal(json, ContainerLabel.Parse(json)!.ToJson());
        }).QuickCheckThrowOnFailure();
    }
}
