using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks;

/// <summary>What the agent costs while it has nothing to do, and what a pod costs.</summary>
internal sealed class ResidentMemory : IBenchmark
{
    private const int Pods = 500;
    private const double Mega = 1e6;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory();
        var pods = new SleepPods();
        var manifests = work.Subdirectory("manifests");
        await using var agent = AgentProcess.Start(options, work, "--watch", manifests);
        await agent.SettleAsync(work);
        var idle = ProcessMemory.Of(agent.Pid);
        var idleLoad = await LoadAsync(agent);

        await File.WriteAllTextAsync(work["pods.yaml"], pods.Manifest(Pods));
        File.Move(work["pods.yaml"], Path.Combine(manifests, "pods.yaml"));
        await agent.WaitAsync($"{Pods} containers run", TimeSpan.FromMilliseconds(500), () => pods.Running().Count == Pods);
        await agent.QuietAsync();
        var busy = ProcessMemory.Of(agent.Pid);
        var busyLoad = await LoadAsync(agent);
        var containers = pods.Running();
        var supervisors = containers.Select(pid => ProcessTable.ParentOf(pid)!.Value).Distinct().Select(ProcessMemory.Of).ToList();
        var programs = containers.Select(ProcessMemory.Of).ToList();
        return new()
        {
            Title = "Memory and idle load",
            Explanation = $"From `/proc/PID/smaps_rollup`, once the agent is quiet: without a pod, and with {Pods} running pods of one container. "
                + "Private memory is what would become free if the process ended; resident memory includes the pages of the .NET runtime that all .NET "
                + $"processes share. The load is the share of one processor over {Idle.TotalSeconds:0} s. The reference of the supervisor is the program that it supervises (`{SleepPods.Program}`).",
            Figures =
            [
                Megabytes("Agent, idle: resident", idle.Resident) with { Goal = "under 90 MB", Met = idle.Resident < 90 * Mega },
                Megabytes("Agent, idle: proportional", idle.Proportional),
                Megabytes("Agent, idle: private", idle.Private),
                Megabytes("Agent, idle: private and anonymous", idle.Anonymous),
                Megabytes($"Agent with {Pods} pods: resident", busy.Resident),
                Megabytes($"Agent with {Pods} pods: private", busy.Private),
                new() { What = "Agent: private for each pod", Measured = new([(busy.Private - idle.Private) / 1e3 / Pods]), Unit = "kB" },
                new()
                {
                    What = "Supervisor: private",
                    Measured = new(supervisors.Select(memory => memory.Private / 1e3)),
                    Reference = new(programs.Select(memory => memory.Private / 1e3)),
                    Unit = "kB",
                    Goal = "under 1 MB",
                    Met = supervisors.Max(memory => memory.Private) < Mega,
                },
                new() { What = "Agent, idle: load", Measured = new([idleLoad]), Unit = "%" },
                new() { What = $"Agent with {Pods} pods: load", Measured = new([busyLoad]), Unit = "%" },
            ],
        };
    }

    private static Figure Megabytes(string what, long bytes) => new() { What = what, Measured = new([bytes / Mega]), Unit = "MB" };

    private static async Task<double> LoadAsync(AgentProcess agent)
    {
        var start = TimeProvider.System.GetTimestamp();
        var before = ProcessTable.ProcessorTimeOf(agent.Pid);
        await Task.Delay(Idle);
        var used = ProcessTable.ProcessorTimeOf(agent.Pid) - before;
        return used is { } time ? 100 * (time / TimeProvider.System.GetElapsedTime(start)) : throw new BenchmarkException("the agent ended");
    }
}
