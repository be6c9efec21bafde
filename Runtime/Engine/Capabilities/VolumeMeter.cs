using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>
/// Measures volumes beside the requests that ask for them: one pod at a time, and each at most once a minute, and only while somebody
/// asks. Who asks gets the last measures, and waits a moment only for a pod that has none. Thread-safe.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle was never asked for holds nothing to release.")]
internal sealed partial class VolumeMeter(IPodVolumes volumes, TimeProvider time, ILogger logger, CancellationToken stopping)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Measure> _measures = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The last measures of pods, by UID. Other pods are forgotten.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<VolumeStats>>> GetAsync(IReadOnlyList<ResolvedPod> pods, CancellationToken cancellationToken)
    {
        var asked = pods.ToDictionary(static pod => pod.Id.Uid, Refresh, StringComparer.Ordinal);
        foreach (var gone in _measures.Keys.Where(uid => !asked.ContainsKey(uid)))
        {
            _measures.TryRemove(gone, out _);
        }

        var first = Task.WhenAll(asked.Values.Where(static measure => measure.Last is null).Select(static measure => measure.Running));
        if (!first.IsCompleted)
        {
            await Task.WhenAny(first, Task.Delay(Patience, time, cancellationToken));
        }

        return asked.ToDictionary(static pair => pair.Key, static pair => pair.Value.Last ?? [], StringComparer.Ordinal);
    }

    private Measure Refresh(ResolvedPod pod)
    {
        var measure = _measures.GetOrAdd(pod.Id.Uid, static _ => new Measure());
        lock (measure)
        {
            if (measure.Running.IsCompleted && (measure.Last is null || time.GetElapsedTime(measure.At) >= Lifetime))
            {
                measure.Running = Task.Run(() => RunAsync(pod, measure), stopping);
            }
        }

        return measure;
    }

    private async Task RunAsync(ResolvedPod pod, Measure measure)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            measure.Last = [.. pod.Volumes.Select(volume => Look(pod, volume)).OfType<VolumeStats>()];
            measure.At = time.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }

    private VolumeStats? Look(ResolvedPod pod, VolumePlan volume)
    {
        try
        {
            return volumes.Measure(pod.Id, volume, stopping);
        }
        catch (ProviderException e)
        {
            LogNotMeasured(logger, pod.Id.Uid, volume.Name, e.Message);
            return null;
        }
    }

    [LoggerMessage(3050, LogLevel.Debug, "Pod {Uid}: volume {Volume} cannot be measured: {Reason}")]
    private static partial void LogNotMeasured(ILogger logger, string uid, string volume, string reason);

    private sealed class Measure
    {
        public Task Running { get; set; } = Task.CompletedTask;

        public IReadOnlyList<VolumeStats>? Last { get; set; }

        public long At { get; set; }
    }
}
