using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.EndToEnd;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>Ctrl-C in front of an operation that goes on.</summary>
public sealed class ClusterInterruptTests
{
    [LinuxFact]
    public async Task Watch_Interrupted_OperationGoesOnAndTheWayToItIsTold()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        fixture.Begin();
        await using var watching = ReeveProcess.Start(["cluster", "operations", "watch", TestApi.OperationId, "--server", fixture.Api.AddressOf("rest").ToString()]);
        await Eventually.TrueAsync(() => watching.HasExited ? throw new InvalidOperationException(watching.Error) : watching.Output.Length > 0, "it is being followed");

        Signals.Send(watching.Id, Signals.Interrupt);

        Assert.Equal(130, await watching.WaitAsync());
        Assert.Equal(
            $"Operation {TestApi.OperationId} goes on: \"reeve cluster operations watch {TestApi.OperationId}\" follows it, \"reeve cluster operations cancel {TestApi.OperationId}\" takes it back.\n",
            watching.Error);
        Assert.Empty(fixture.Api.Operations.Turned);
    }
}
