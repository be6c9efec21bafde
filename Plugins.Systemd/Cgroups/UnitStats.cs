using Reeve.Containers;
using Reeve.Plugins.Systemd.Containers;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Cgroups;

/// <summary>Measures containers by the files of their control groups, and by what they have written.</summary>
internal static class UnitStats
{
    public static IReadOnlyDictionary<ContainerId, ContainerStats> Measure(IEnumerable<SystemdContainer> containers, CgroupLayout cgroups, IReadOnlyDictionary<string, long> written, DateTimeOffset now)
    {
        var all = new Dictionary<ContainerId, ContainerStats>();
        foreach (var container in containers.Where(container => container.IsRunning))
        {
            var (workingSet, anonymous) = cgroups.Memory(container.ControlGroup);
            if (workingSet is null)
            {
                continue; // it ended meanwhile
            }

            all[container.Id] = new ContainerStats
            {
                Name = container.Id.Name,
                Time = now,
                StartedAt = container.Observation.StartedAt,
                CpuTime = cgroups.CpuTime(container.ControlGroup),
                MemoryWorkingSetBytes = workingSet,
                MemoryRssBytes = anonymous,
                Tasks = cgroups.Tasks(container.ControlGroup),
                RootFileSystemUsedBytes = written.TryGetValue(container.Id.Token, out var bytes) ? bytes : null,
            };
        }

        return all;
    }
}
