using System.Diagnostics;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks;

/// <summary>Pods started in a second through the whole agent.</summary>
internal sealed class PodStartRate : IBenchmark
{
    // A batch takes a few tenths of a second: the kernel tells the start of a process to 10 ms only.
    private const int Pods = 500;
    private const int WarmUps = 2;
    private const int Rounds = 5;
    private const double Goal = 0.7;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    // What the last programs do until they sleep, and the agent until it has noted that they run.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public string Name => "pods";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        var (first, later, cost) = await MeasureAsync(options, parent: null);
        var (_, memory, memoryCost) = await MeasureAsync(options, WorkDirectory.InMemory);
        return new()
        {
            Title = "Pods started per second",
            Explanation = $"A file with {Pods} pods of one container (`{SleepPods.Program}`) is moved into the directory that an idle agent watches, while the pods "
                + "of all files before go on. "
                + "The time ends when the last container's process has begun, as the kernel tells it (rounded up to the next 10 ms): reading, validating, "
                + "resolving, recording, directories, supervisors and logs are all in it. "
                + $"Reference: a loop of `Process.Start` of the same program, with redirected output, {Pods} times; it touches no disk. "
                + "A new agent still compiles much of what it runs, so its first batch stands alone; the later batches are those after "
                + $"{WarmUps} more. With the state directory in memory the difference shows what the disk and its file system cost: a pod makes four files and directories there, "
                + "and its record is on disk before it starts. They lie apart from what other runs have deleted (`chattr +T`), because an ext4 without a journal "
                + "makes files slowly for minutes next to those that were deleted; for the same reason no pods are deleted between the batches. "
                + "The processor time is that of the whole machine: of the agent, the supervisor, the program and the kernel, against that of the program "
                + $"and its `Process.Start`, each with the {Settling.TotalMilliseconds:0} ms that follow. Nothing looks at processes while it is taken: the benchmark waits for the "
                + "number of threads in `/proc/loadavg` to grow, and finds the containers and their start times afterwards. The reference runs on one "
                + "processor and its programs on the others, the agent on all of them: the fewer there are, the nearer the ratio of the rates comes to the inverse of the ratio of these.",
            Figures =
            [
                Row("First batch of an agent that has just started", first),
                Row("Later batches", later) with
                {
                    Goal = "ratio of at least 0.70",
                    Met = later.Measured.Median / later.Reference.Median >= Goal,
                },
                Row("Later batches, state directory in memory", memory),
                Cost("Processor time of a start", cost),
                Cost("Processor time of a start, state directory in memory", memoryCost),
            ],
        };
    }

    private static Figure Row(string what, Pair rates) =>
        new() { What = what, Measured = rates.Measured, Reference = rates.Reference, Unit = "/s" };

    private static Figure Cost(string what, Pair seconds) =>
        new() { What = what, Measured = seconds.Measured, Reference = seconds.Reference, Unit = "ms" };

    private static async Task<(Pair First, Pair Later, Pair Cost)> MeasureAsync(BenchmarkOptions options, string? parent)
    {
        using var work = new WorkDirectory(parent);
        var pods = new SleepPods();
        var manifests = work.Subdirectory("manifests");
        await using var agent = AgentProcess.Start(options, work, "--watch", manifests);
        await agent.SettleAsync(work);
        using var threads = new ThreadCount();
        var earlier = new HashSet<int>();
        var batch = 0;
        var cost = new List<double>();
        var referenceCost = new List<double>();

        var first = await Interleaved.RunAsync(0, 1, Measured, Reference);
        var later = await Interleaved.RunAsync(WarmUps, Rounds, Measured, Reference);
        return (
            first.Convert(Rate),
            later.Convert(Rate),
            new Pair { Measured = new(cost.Skip(1 + WarmUps)), Reference = new(referenceCost.Skip(1 + WarmUps)) }.Convert(seconds => seconds * 1000 / Pods));

        static double Rate(double seconds) => Pods / seconds;

        async Task<double> Measured()
        {
            await File.WriteAllTextAsync(work["pods.yaml"], pods.Manifest(Pods, ++batch));
            await agent.QuietAsync();

            var sign = new ArrivalSign(threads.Now(), Pods);
            var busy = ProcessorTime.OfMachine();
            var start = Libc.SinceBoot();
            File.Move(work["pods.yaml"], Path.Combine(manifests, $"pods-{batch}.yaml"));
            await agent.WaitAsync($"{Pods} pods start", Glance, () => sign.IsGiven(threads.Now(), Libc.SinceBoot() - start));
            await Task.Delay(Settling);

            // Only now is anything looked at that costs processor time, and the time that counts is over, unless the sign was false.
            var used = busy;
            IReadOnlyList<int> running = [];
            await agent.WaitAsync($"{Pods} containers run", Settling, () =>
            {
                used = ProcessorTime.OfMachine();
                running = pods.Running();
                return running.Count == batch * Pods;
            });
            cost.Add((used - busy).TotalSeconds);
            var begun = running.Where(earlier.Add).Max(pid => ProcessTable.StartOf(pid)!.Value);
            return (begun + ProcessTable.Tick - start).TotalSeconds;
        }

        async Task<double> Reference()
        {
            await agent.QuietAsync();
            var busy = ProcessorTime.OfMachine();
            var seconds = await ProcessLoopAsync(pods.Argument, () => referenceCost.Add((ProcessorTime.OfMachine() - busy).TotalSeconds));
            return seconds;
        }
    }

    private static async Task<double> ProcessLoopAsync(string argument, Action begun)
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
        await Task.Delay(Settling);
        begun();
        foreach (var process in processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        return seconds;
    }
}
