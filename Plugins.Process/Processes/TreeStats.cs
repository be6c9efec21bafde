using System.Globalization;
using Reeve.Containers;
using Reeve.Plugins.Process.Supervision;

namespace Reeve.Plugins.Process.Processes;

/// <summary>
/// Measures containers from one look at <c>/proc</c>. What processes used that have ended is counted by those that waited
/// for them, the supervisor at last, so nothing is lost while the container runs.
/// </summary>
internal static class TreeStats
{
    // USER_HZ, the unit of /proc, is 100 on every architecture that .NET runs on.
    private const long TicksPerSecond = 100;

    public static IReadOnlyDictionary<ContainerId, ContainerStats> Measure(IEnumerable<SupervisedContainer> containers, DateTimeOffset now)
    {
        var children = ProcessList.Entries().ToLookup(entry => entry.Parent);
        var measured = new Dictionary<ContainerId, ContainerStats>();
        foreach (var container in containers.Where(container => container is { IsRunning: true, Start: not null }))
        {
            if (ProcessEntry.Read(container.Start!.SupervisorPid) is { IsZombie: false } supervisor)
            {
                measured[container.Id] = Measure(container, supervisor, children, now);
            }
        }

        return measured;
    }

    private static ContainerStats Measure(
        SupervisedContainer container, ProcessEntry supervisor, ILookup<int, ProcessEntry> children, DateTimeOffset now)
    {
        long ticks = supervisor.Ticks, resident = 0, anonymous = 0, threads = 0;
        var waiting = new Queue<ProcessEntry>(children[supervisor.Pid]);
        while (waiting.TryDequeue(out var process))
        {
            var memory = ReadMemory(process.Pid);
            resident += memory.Resident;
            anonymous += memory.Resident - memory.Shared;
            ticks += process.Ticks;
            threads += process.Threads;
            foreach (var child in children[process.Pid])
            {
                waiting.Enqueue(child);
            }
        }

        return new ContainerStats
        {
            Name = container.Id.Name,
            Time = now,
            StartedAt = container.Observation.StartedAt,
            CpuTime = TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond)),
            MemoryWorkingSetBytes = resident,
            MemoryRssBytes = anonymous,
            Tasks = threads,
        };
    }

    private static (long Resident, long Shared) ReadMemory(int pid)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            return (Pages(pages[1]), Pages(pages[2]));
        }
        catch (IOException)
        {
            return default; // it has ended meanwhile
        }
    }

    private static long Pages(string text) => long.Parse(text, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
