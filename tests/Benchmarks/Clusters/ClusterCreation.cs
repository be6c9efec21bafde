using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing;

namespace Reeve.Benchmarks.Clusters;

/// <summary>Making a cluster with the real kubeadm, by the agent and by hand.</summary>
internal sealed class ClusterCreation : IBenchmark
{
    private const int Rounds = 3;
    private const double Goal = 1.05;

    /// <inheritdoc/>
    public string Name => "cluster";

    /// <inheritdoc/>
    public bool IsByDefault => false; // minutes

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (Components.Missing(Component.Kubeadm) is { } missing)
        {
            throw new BenchmarkException($"kubeadm {missing}");
        }

        using var files = new TempDirectory();
        var creation = new CreationRun(options.Agent, files.Path);
        var seconds = await Interleaved.RunAsync(0, Rounds, creation.ByAgentAsync, creation.ByHandAsync);
        return new Section
        {
            Title = "Making a cluster",
            Explanation = "From nothing to a Ready node with kubeadm 1.20.2 on a machine that was booted for it: containerd started, images imported from archives, the kubelet's unit, "
                + "`kubeadm init`, a manifest applied, the node waited for. Measured: `reeve cluster apply` from its start to its end, with an agent that runs already. Reference: the same "
                + "commands in a shell script, with the files that the agent wrote.",
            Figures =
            [
                new Figure
                {
                    What = "Until the node is ready",
                    Measured = seconds.Measured,
                    Reference = seconds.Reference,
                    Unit = "s",
                    Goal = "at most 1.05 of it",
                    Met = seconds.Measured.Median <= Goal * seconds.Reference.Median,
                },
            ],
        };
    }
}
