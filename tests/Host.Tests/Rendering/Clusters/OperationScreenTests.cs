using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Rendering.Clusters;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Rendering.Clusters;

public sealed partial class OperationScreenTests
{
    [Fact]
    public async Task Show_Operation_HeadWithCountsAndStepsWithDurations()
    {
        using var cli = new TestCli();
        await using (var screen = new OperationScreen(cli.Cli))
        {
            screen.Show(Operation("Running", Step("a", "Done", 2.5), Step("b", "Failed", 70, "it broke"), Step("c", "Pending", null)));
        }

        var drawn = Escapes().Replace(cli.Out, "");
        Assert.Contains("create cluster edge: running, 2 of 3 steps, ", drawn, StringComparison.Ordinal);
        Assert.Matches("done +Do a +2.5s", drawn);
        Assert.Matches("failed +Do b: it broke +70s", drawn);
        Assert.Matches("waiting +Do c", drawn);
    }

    [Fact]
    public async Task Show_ManySteps_ThoseAroundTheOneThatRuns()
    {
        using var cli = new TestCli();
        var steps = Enumerable.Range(0, 60).Select(i => Step(i.ToString(CultureInfo.InvariantCulture), i < 30 ? "Done" : i == 30 ? "Applying" : "Pending", 1)).ToArray();
        await using (var screen = new OperationScreen(cli.Cli))
        {
            screen.Show(Operation("Running", steps));
        }

        Assert.Contains("30 of 60 steps", cli.Out, StringComparison.Ordinal);
        Assert.Contains("Do 30 ", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Do 20 ", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Do 50 ", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_NothingWasShown_NothingIsDrawn()
    {
        using var cli = new TestCli();
        await new OperationScreen(cli.Cli).DisposeAsync();
        Assert.Equal("", cli.Out);
    }

    [GeneratedRegex("\x1b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();

    private static OperationDocument Operation(string state, params StepDocument[] steps) => new()
    {
        Id = "1", Cluster = "edge", Intent = "Create", State = state, StartedAt = "2026-01-01T00:00:00Z", Steps = [.. steps],
    };

    private static StepDocument Step(string id, string state, double? seconds, string? message = null) => new()
    {
        Id = id, Title = $"Do {id}", State = state, Message = message, DurationSeconds = seconds,
        StartedAt = "2026-01-01T00:00:00Z", EndedAt = seconds is { } length ? WireTimes.Text(DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture).AddSeconds(length)) : null,
    };
}
