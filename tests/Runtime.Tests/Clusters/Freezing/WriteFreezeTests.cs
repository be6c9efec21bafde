using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Freezing;

public sealed class WriteFreezeTests : IClusterApi, IClusterApiSource
{
    private static readonly ClusterId s_cluster = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "one" };

    private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _removed;

    /// <summary>A look that began before the operation did must not undo what the operation has done meanwhile.</summary>
    [Fact]
    public async Task Keep_WaitsWhileAnOperationRefusesWrites_LeavesThemRefused()
    {
        Operation? active = null;
        await using var freeze = new WriteFreeze(
            new ClusterOptions { Directory = "/nowhere", Owner = s_cluster.Owner }, this, TimeProvider.System, NullLoggerFactory.Instance);

        var freezing = freeze.FreezeAsync(s_cluster, CancellationToken.None);
        await Eventually.TrueAsync(() => _asked > 0, "the operation's step has its turn");
        var looking = freeze.KeepAsync(s_cluster, () => active, CancellationToken.None);
        active = Running();
        _mayAnswer.SetResult();
        await Task.WhenAll(freezing, looking);

        Assert.Equal(0, _removed);
        active = null;
        await freeze.KeepAsync(s_cluster, () => active, CancellationToken.None);
        Assert.NotEqual(0, _removed);
    }

    /// <inheritdoc/>
    IClusterApi IClusterApiSource.Get(ClusterId cluster) => this;

    /// <inheritdoc/>
    async Task<HttpResponseMessage> IClusterApi.SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        await _mayAnswer.Task.WaitAsync(cancellationToken);
        if (request.Method == HttpMethod.Delete)
        {
            Interlocked.Increment(ref _removed);
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"minor": "30"}""", Encoding.UTF8, "application/json") };
    }

    private static Operation Running() => new()
    {
        Id = "op",
        Cluster = s_cluster,
        Intent = ClusterIntent.Upgrade,
        Provisioner = "kubeadm",
        State = OperationState.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        Steps =
        [
            new OperationStep { Id = AgentSteps.FreezeId, Title = "", State = StepState.Applying },
            new OperationStep { Id = AgentSteps.ThawId, Title = "", State = StepState.Pending },
        ],
    };
}
