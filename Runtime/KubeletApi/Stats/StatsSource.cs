using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Measures node and pods when somebody asks, and no oftener than once in a second. Thread-safe.</summary>
internal sealed partial class StatsSource(KubeletApiSetup setup, TimeProvider time, ILogger<StatsSource> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ExpiringCache<int, StatsSnapshot> _snapshots = new(1, time);
    private readonly MachineMeter _machine = new(setup.DataDirectory, time);
    private readonly CpuRates _rates = new();

    public Task<StatsSnapshot> GetAsync(CancellationToken cancellationToken) =>
        _snapshots.GetAsync(0, async stop => (await MeasureAsync(stop), Fresh), cancellationToken);

    private async Task<StatsSnapshot> MeasureAsync(CancellationToken cancellationToken)
    {
        var records = setup.Pods.Pods.ToDictionary(static record => record.Uid, StringComparer.Ordinal);
        var stats = await AskAsync(cancellationToken);
        var pods = new List<MeasuredPod>();
        foreach (var pod in stats ?? [])
        {
            if (records.GetValueOrDefault(pod.Id.Uid) is { } record)
            {
                pods.Add(new MeasuredPod(record, pod, [.. pod.Containers.Select(container => Measure(pod.Id.Uid, container))]));
            }
        }

        // A backend that is no machine says so by describing a node without one.
        var machine = setup.Node() is { MachineId: null } ? null : _machine.Read();
        var rate = machine is { CpuTime: { } used } ? _rates.Rate("", machine.Time, used, machine.BootTime) : null;
        _rates.Sweep();
        return new StatsSnapshot
        {
            Time = time.GetUtcNow(),
            Machine = machine,
            MachineRate = rate,
            System = setup.Node()?.SystemInfo,
            ImageBytes = setup.ImageBytes(),
            Pods = pods,
            Failed = stats is null,
        };
    }

    private MeasuredContainer Measure(string pod, Containers.ContainerStats stats) => new(
        stats,
        stats.CpuTime is { } used ? _rates.Rate($"{pod}/{stats.Name}/{stats.StartedAt:O}", stats.Time, used, stats.StartedAt) : null);

    private async Task<IReadOnlyList<PodStats>?> AskAsync(CancellationToken cancellationToken)
    {
        if (setup.Provider.Capability<IPodStats>() is not { } stats)
        {
            return [];
        }

        try
        {
            return await stats.GetStatsAsync(cancellationToken);
        }
        catch (ProviderException e)
        {
            LogFailed(e.Message);
            return null;
        }
    }
}
