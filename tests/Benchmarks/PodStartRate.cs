using System.Diagnostics;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks;

/// <summary>Pods started in a second through the whole agent.</summary>
internal sealed class PodStartRate : IBenchmark
{
    private const int Pods = 200;
    private const int Rounds = 5;
    private const double Goal = 0.7;

    /// <inheritdoc/>
    public string Name => "pods";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory();
        var pods = new SleepPods();
        var manifests = work.Subdirectory("manifests");
        await using var agent = AgentProcess.Start(options, work, "--watch", manifests);
        await agent.SettleAsync(work);
        var batch = 0;

        var first = await Interleaved.RunAsync(0, 1, Measured, Reference);
        var later = await Interleaved.RunAsync(1, Rounds, Measured, Reference);
        var (cold, warm) = (first.Convert(Rate), later.Convert(Rate));
        return new()
        {
            Title = "Pods started per second",
            Explanation = $"A file with {Pods} pods of one container (`{SleepPods.Program}`) is moved into the directory that an idle agent watches, while the pods "
                + "of the files before go on. "
                + "The time ends when the last container's process has begun, as the kernel tells it (rounded up to the next 10 ms): reading, validating, "
                + "resolving, recording, directories, supervisors and logs are all in it. "
                + $"Reference: a loop of `Process.Start` of the same program, with redirected output, {Pods} times.",
            Figures =
            [
                new() { What = "First batch of an agent that has just started", Measured = cold.Measured, Reference = cold.Reference, Unit = "/s" },
                new()
                {
                    What = "Later batches",
                    Measured = warm.Measured,
                    Reference = warm.Reference,
                    Unit = "/s",
                    Goal = "ratio of at least 0.70",
                    Met = warm.Measured.Median / warm.Reference.Median >= Goal,
                },
            ],
        };

        static double Rate(double seconds) => Pods / seconds;

        async Task<double> Measured()
        {
            await File.WriteAllTextAsync(work["pods.yaml"], pods.Manifest(Pods, ++batch));
            await agent.QuietAsync();
            var before = ProcessTable.All().Count;

            var start = Libc.SinceBoot();
            File.Move(work["pods.yaml"], Path.Combine(manifests, $"pods-{batch}.yaml"));
            // Counting directories costs little; the arguments of processes are looked at only when there may be enough of them.
            await agent.WaitAsync(
                $"{Pods} containers run",
                TimeSpan.FromMilliseconds(50),
                () => ProcessTable.All().Count >= before + Pods && pods.Running().Count == batch * Pods);
            return (pods.Running().Max(pid => ProcessTable.StartOf(pid)!.Value) + ProcessTable.Tick - start).TotalSeconds;
        }

        Task<double> Reference() => Task.FromResult(ProcessLoop(pods.Argument));
    }

    private static double ProcessLoop(string argument)
    {
        var processes = new List<Process>(Pods);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Pods; i++)
        {
            processes.Add(Process.Start(new ProcessStartInfo(SleepPods.Program, [argument])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (var process in processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        return seconds;
    }
}
