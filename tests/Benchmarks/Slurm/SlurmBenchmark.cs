using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.Benchmarks.Slurm;

/// <summary>Pods as jobs of a real Slurm over real SSH.</summary>
internal sealed class SlurmBenchmark : IBenchmark
{
    private const int Pods = 200;
    private const int Many = 1000;
    private const int Loop = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Name => "slurm";

    /// <inheritdoc/>
    public bool IsByDefault => false;

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (Components.Missing(Component.Slurm) is { } missing)
        {
            throw new BenchmarkException(missing);
        }

        // Two processors a node: of many jobs nearly all wait, as in a queue.
        await using var cluster = await SlurmCluster.StartAsync(new SlurmClusterOptions { Processors = 2, RestApi = false });
        using var work = new WorkDirectory(options.Work);
        var site = new SlurmBenchmarkSite(cluster, work);
        var loop = await site.LoopAsync(Loop);
        await using var agent = AgentProcess.StartWith(site.Configure(), options, work, "--provider", "slurm", "--watch", work.Subdirectory("manifests"));
        await agent.SettleAsync(work);

        var one = await IdleAsync(site, agent, 1);
        var rate = await site.SubmitAsync(agent, Pods);
        await site.SubmitAsync(agent, Many - Pods - 1);
        var many = await IdleAsync(site, agent, Many);
        await cluster.RunAsync("scancel", "--user", cluster.Login.User);
        return new Section
        {
            Title = "Pods as jobs of Slurm",
            Explanation = $"A real Slurm and a real sshd on the same processors. **Rate**: a file with {Pods} pods is moved into the directory that an idle agent watches; the time ends when Slurm has all their "
                + $"jobs. Reference: {Loop} times `ssh login sbatch` with the script as input, one after another, each with a connection of its own. **Queries**: calls of the controller by the user that jobs run as, as "
                + $"sdiag counts them, in a minute in which nothing changes, with {Many} jobs and, as reference, with one. **Bytes**: what that minute takes of the SSH connection, both ways, with TCP's own view of its payload.",
            Figures =
            [
                new Figure { What = "pods submitted", Unit = "pods/s", Measured = new Samples([rate]), Reference = new Samples([loop]), Goal = "10 times the loop", Met = rate >= 10 * loop },
                new Figure { What = $"queries with {Many} jobs", Unit = "per minute", Measured = new Samples([many.Queries]), Reference = new Samples([one.Queries]), Goal = "as with one job", Met = many.Queries <= one.Queries + 1 },
                new Figure { What = $"bytes with {Many} jobs", Unit = "per idle minute", Measured = new Samples([many.Bytes]), Reference = new Samples([one.Bytes]) },
            ],
        };
    }

    private static async Task<(double Queries, double Bytes)> IdleAsync(SlurmBenchmarkSite site, AgentProcess agent, int jobs)
    {
        if (jobs == 1)
        {
            await site.SubmitAsync(agent, 1);
        }

        // Long enough for the pace of the queries to have become that of jobs that do not change.
        await Task.Delay(Minute);
        var (queries, bytes) = (await site.QueriesAsync(), await site.BytesAsync());
        await Task.Delay(Minute);
        return (await site.QueriesAsync() - queries, await site.BytesAsync() - bytes);
    }
}
