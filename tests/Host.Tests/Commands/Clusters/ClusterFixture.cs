using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Support;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>The commands about clusters, and an agent with clusters of the test's own that they talk to.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    public TestApi Api { get; } = new();

    public TestCli Cli { get; } = new();

    public string Manifest => Api.Directory["cluster.yaml"];

    public static async Task<ClusterFixture> StartAsync()
    {
        var fixture = new ClusterFixture();
        fixture.Api.Fill();
        await fixture.Api.StartAsync();
        await File.WriteAllTextAsync(fixture.Manifest, TestApi.ValidCluster);
        return fixture;
    }

    /// <summary>An operation that runs until the test says otherwise.</summary>
    public void Begin()
    {
        Api.Operations.Changes = System.Threading.Channels.Channel.CreateUnbounded<Operation>();
        Api.Operations.Set(TestApi.OperationOf(StepState.Applying));
    }

    /// <summary>The operation ends.</summary>
    public void End(OperationState state, string error = "")
    {
        var operation = TestApi.OperationOf(StepState.Done) with { State = state, Error = error };
        Api.Operations.Set(operation);
        Api.Operations.Changes.Writer.TryWrite(operation);
        Api.Operations.Changes.Writer.TryComplete();
    }

    /// <summary>Runs <c>reeve cluster</c> against the agent.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        CommandLineProgram.RunAsync(Cli.Cli, ["cluster", .. arguments, "--server", Api.AddressOf("rest").ToString()], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Cli.Dispose();
        await Api.DisposeAsync();
    }
}
