using Reeve.Plugins.Slurm.Streams;

namespace Reeve.Plugins.Slurm.Tests.Streams;

public sealed class StepUsageTests
{
    [Theory]
    [InlineData("12.batch|1|00:00:01|1234K", 12, 1, 1263616)]
    [InlineData("12.0|4|1-00:01:00.500|2M", 12, 345842, 8388608)]
    [InlineData("7.extern|1|00:07|0", 7, 7, 0)]
    public void Parse_LineOfSstat_AddsUpItsTasks(string line, long job, double seconds, long bytes)
    {
        var usage = StepUsage.Parse(line);

        Assert.Equal((job, TimeSpan.FromSeconds(seconds), bytes), (usage!.Job, usage.Cpu!.Value, usage.Memory!.Value));
    }

    [Fact]
    public void Parse_WithoutMeasures_IsNeitherZeroNorAnError()
    {
        var usage = StepUsage.Parse("3.batch|1||");

        Assert.Null(usage!.Cpu);
        Assert.Null(usage.Memory);
        Assert.Null(StepUsage.Parse("sstat: error: no steps"));
    }
}
