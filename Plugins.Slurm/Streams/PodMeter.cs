using System.Globalization;
using Reeve.Containers;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>
/// Measures pods: those of which one container runs by sstat, in one call for all jobs of a remote user; sstat counts by job, so that what others use is told by
/// their jobs' own scripts.
/// </summary>
/// <param name="book">The pods.</param>
/// <param name="options">Where Slurm's commands are.</param>
/// <param name="time">The clock.</param>
internal sealed class PodMeter(PodBook book, ControllerOptions options, TimeProvider time)
{
    // sstat fails as a whole where a step has just ended, and prints the others all the same.
    private const string Script = """
        [ -z "$1" ] || PATH=$1:$PATH
        shift
        LC_ALL=C "$@" 2>/dev/null || true
        """;

    /// <summary>See <see cref="IPodStats.GetStatsAsync"/>.</summary>
    public async Task<IReadOnlyList<PodStats>> MeasureAsync(CancellationToken cancellationToken)
    {
        var running = book.All
            .Select(pod => (Pod: pod, Containers: pod.Findings.Progress?.Containers.Where(container => container.State == ContainerRunState.Running).ToList() ?? []))
            .Where(item => item is { Containers.Count: > 0, Pod.Findings: { IsOver: false, JobId: not null } })
            .ToList();
        var answers = await Task.WhenAll(running.GroupBy(item => (item.Pod.User, IsOne: item.Containers.Count == 1)).Select(group => group.Key.IsOne
            ? ByJobAsync(group.Key.User, [.. group.Select(item => (item.Pod, item.Containers[0]))], cancellationToken)
            : UsageFiles.ReadAsync(group.Key.User, [.. group.Select(item => (item.Pod.Id, (IReadOnlyList<ContainerReport>)item.Containers))], time.GetUtcNow(), cancellationToken)));
        return [.. answers.SelectMany(answer => answer)];
    }

    private async Task<IReadOnlyList<PodStats>> ByJobAsync(RemoteUser user, IReadOnlyList<(TrackedPod Pod, ContainerReport Container)> running, CancellationToken cancellationToken)
    {
        var usage = await AskAsync(user, [.. running.Select(item => item.Pod.Findings.JobId!.Value)], cancellationToken);
        return
        [
            .. running.Where(item => usage.Contains(item.Pod.Findings.JobId!.Value))
                .Select(item => Stats(item.Pod, item.Container, [.. usage[item.Pod.Findings.JobId!.Value]])),
        ];
    }

    private async Task<ILookup<long, StepUsage>> AskAsync(RemoteUser user, IReadOnlyList<long> jobs, CancellationToken cancellationToken)
    {
        var result = await user.Shell.RunAsync(
            new RemoteCommand
            {
                Arguments =
                [
                    "sh", "-c", Script, "reeve-stats", .. StepArguments.Environment(options),
                    "sstat", "--noheader", "--parsable2", "--allsteps", $"--format={StepUsage.Format}",
                    $"--jobs={string.Join(',', jobs.Select(job => job.ToString(CultureInfo.InvariantCulture)))}",
                ],
            },
            cancellationToken);
        return result.OutputText.Split('\n').Select(StepUsage.Parse).OfType<StepUsage>().ToLookup(step => step.Job);
    }

    private PodStats Stats(TrackedPod pod, ContainerReport container, IReadOnlyList<StepUsage> steps)
    {
        var (cpu, memory) = (steps.Where(step => step.Cpu is not null).ToList(), steps.Where(step => step.Memory is not null).ToList());
        long? bytes = memory.Count > 0 ? memory.Sum(step => step.Memory!.Value) : null;
        return new PodStats
        {
            Id = pod.Id,
            Containers =
            [
                new ContainerStats
                {
                    Name = container.Name,
                    Time = time.GetUtcNow(),
                    StartedAt = container.StartedAt,
                    CpuTime = cpu.Count > 0 ? TimeSpan.FromTicks(cpu.Sum(step => step.Cpu!.Value.Ticks)) : null,
                    MemoryWorkingSetBytes = bytes,
                    MemoryRssBytes = bytes,
                },
            ],
        };
    }
}
