using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Units;

public sealed class OutcomeTests
{
    private static readonly UnitFields Fields = new()
    {
        Id = new ContainerId { Pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" }, Name = "main", Attempt = 2 },
        GivenProgram = "serve",
    };

    [Theory]
    [InlineData(1, 203, true, 203, null)]
    [InlineData(1, 203, false, 128, "StartError")]
    [InlineData(1, 226, false, 128, "ContainerCannotRun")]
    [InlineData(1, 1, false, 1, null)]
    [InlineData(2, 15, true, 143, null)]
    [InlineData(0, 0, false, 128, "ContainerCannotRun")]
    public void Ended_CodeAndStatus_TellApartProgramAndPreparation(int code, int status, bool wasActive, int exitCode, string? reason)
    {
        var state = StateOf(code, status, wasActive, "exit-code");

        var observation = Outcome.Ended(Fields, state, DateTimeOffset.UnixEpoch);

        Assert.Equal((exitCode, reason), (observation.ExitCode, observation.Reason));
    }

    [Fact]
    public void Ended_ResultOomKill_IsOomKilled() =>
        Assert.True(Outcome.Ended(Fields, StateOf(2, 9, true, "oom-kill"), DateTimeOffset.UnixEpoch).OomKilled);

    [Fact]
    public void Read_FieldsOfAnotherOwner_AreNotOurs()
    {
        var property = Fields.ToProperty("default", "web");
        var properties = new Dictionary<string, object> { ["LogExtraFields"] = property.Value };

        Assert.Equal(Fields.Id, UnitFields.Read(properties, Fields.Id.Pod.Owner)!.Id);
        Assert.Equal("serve", UnitFields.Read(properties, Fields.Id.Pod.Owner)!.GivenProgram);
        Assert.Null(UnitFields.Read(properties, new Owner { Cluster = "c", Node = "other" }));
    }

    private static UnitState StateOf(int code, int status, bool wasActive, string result) => new()
    {
        Properties = new Dictionary<string, object>
        {
            ["ActiveState"] = "failed",
            ["Result"] = result,
            ["ExecMainCode"] = code,
            ["ExecMainStatus"] = status,
            ["ExecMainStartTimestamp"] = 1_000_000UL,
            ["ActiveEnterTimestamp"] = wasActive ? 1_000_000UL : 0UL,
        },
    };
}
