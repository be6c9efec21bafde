using Reeve.Host.Rendering;
using Reeve.Host.Tests.Support;
using Reeve.Kubernetes;

namespace Reeve.Host.Tests.Rendering;

public sealed class LiveTableTests
{
    [Fact]
    public async Task Dispose_NoPodWasShown_NothingIsDrawn()
    {
        using var cli = new TestCli();

        await LiveTable.Start(cli.Cli).DisposeAsync();

        Assert.Equal("", cli.Out);
    }

    [Fact]
    public async Task Show_Pods_TheLastStateIsLeft()
    {
        using var cli = new TestCli();
        await using (var table = LiveTable.Start(cli.Cli))
        {
            table.Show([]);
            table.Show([new Pod { Metadata = new() { Name = "p" }, Status = new() { Phase = PodPhases.Succeeded } }]);
        }

        Assert.Contains("Succeeded", cli.Out, StringComparison.Ordinal);
    }
}
