using System.Net;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Pods.Api;

/// <summary>One turn of one pod: makes its object at the API server what it is here. Never for one pod twice at the same time.</summary>
internal sealed partial class PodReportWork(ApiPodWriter writer, MirrorPods mirrors, TimeProvider timeProvider, ILogger logger)
{
    /// <summary>Writes what is to be written.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="isSynced">Whether every object of the node has been seen.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>When the pod needs another turn; null for none.</returns>
    /// <exception cref="KubernetesApiException">It has to be tried again.</exception>
    public async Task<TimeSpan?> RunAsync(ReportedPod pod, bool isSynced, CancellationToken cancellationToken)
    {
        PodRecord? record;
        Pod? seen;
        bool isReleased;
        lock (pod.Lock)
        {
            (record, seen, isReleased) = (pod.Record, pod.Seen, pod.Release is not null);
            if (pod.IsGone || pod.IsDeleted)
            {
                return null;
            }
        }

        if (record is null && seen is not null && MirrorPods.IsMirror(seen))
        {
            return await EndOrphanAsync(pod, seen, cancellationToken);
        }

        if (pod.IsStatic)
        {
            seen = await MirrorAsync(pod, record!.Pod, seen, isReleased, isSynced, cancellationToken);
            isReleased = false;
        }

        if (record is null || (seen is null && !isReleased))
        {
            return null;
        }

        var again = await WriteStatusAsync(pod, record, seen, cancellationToken);
        if (!isReleased)
        {
            return again;
        }

        await writer.DeleteAsync(record.Pod, cancellationToken);
        Deleted(pod);
        return null;
    }

    // The object may stay for others' finalizers; then its end is told by the server.
    private static void Deleted(ReportedPod pod)
    {
        lock (pod.Lock)
        {
            pod.IsDeleted = true;
            pod.IsFinished = pod.Seen is null;
            pod.Release?.TrySetResult();
        }
    }

    // Gives when to look again, where what was seen may be old.
    private async Task<TimeSpan?> WriteStatusAsync(ReportedPod pod, PodRecord record, Pod? seen, CancellationToken cancellationToken)
    {
        var item = seen ?? record.Pod;
        var status = record.Pod.Status;
        var minor = await writer.GetMinorAsync(cancellationToken);
        var patch = ContentDigest.Of(StatusPatch.Write(status, item.Metadata.Uid!, status, minor).Span);
        if (!IsToBeWritten(pod, patch, seen, minor))
        {
            return RestOfLag(pod);
        }

        try
        {
            var stored = await writer.WriteStatusAsync(status, item, minor, cancellationToken);
            Wrote(pod, patch, status, stored);
        }
        catch (KubernetesApiException e) when (e.IsInvalid || e.Code == HttpStatusCode.BadRequest)
        {
            // The same would be refused again; the next state is another one.
            LogRefused(logger, item.Metadata.Namespace ?? "", item.Metadata.Name, pod.Uid, e.Message);
            Wrote(pod, patch, item.Status, null);
        }

        return null;
    }

    private TimeSpan? RestOfLag(ReportedPod pod)
    {
        lock (pod.Lock)
        {
            return pod.RepairDelay() is null ? null : ReportedPod.LongestLag - timeProvider.GetElapsedTime(pod.WrittenAt) + TimeSpan.FromMilliseconds(1);
        }
    }

    private bool IsToBeWritten(ReportedPod pod, UInt128 patch, Pod? seen, int minor)
    {
        lock (pod.Lock)
        {
            if (pod.Written is not null && IsOverwritten(pod))
            {
                pod.Repairs++;
                LogRepair(logger, pod.Record!.Pod.Metadata.Namespace ?? "", pod.Record.Pod.Metadata.Name, pod.Uid);
                return true;
            }

            // An agent that starts anew often finds that the server knows it all.
            var there = pod.Written ?? (seen is null ? (UInt128?)null : ContentDigest.Of(StatusPatch.Write(seen.Status, seen.Metadata.Uid!, seen.Status, minor).Span));
            if (there != patch)
            {
                return true;
            }

            if (pod.Written is null)
            {
                pod.Written = patch;
                pod.WrittenEssence = StatusEssence.Of(seen!.Status);
                pod.WrittenVersion = RevisionMark.Parse(seen.Metadata.ResourceVersion);
                pod.WrittenAt = timeProvider.GetTimestamp();
            }

            return false;
        }
    }

    private bool IsOverwritten(ReportedPod pod) =>
        pod.RepairDelay() is not null
        && (RevisionMark.Parse(pod.Seen?.Metadata.ResourceVersion) > pod.WrittenVersion || timeProvider.GetElapsedTime(pod.WrittenAt) > ReportedPod.LongestLag);

    private void Wrote(ReportedPod pod, UInt128 patch, PodStatus status, Pod? stored)
    {
        lock (pod.Lock)
        {
            pod.Written = patch;
            pod.WrittenEssence = StatusEssence.Of(status);
            pod.WrittenVersion = RevisionMark.Parse(stored?.Metadata.ResourceVersion);
            pod.WrittenAt = timeProvider.GetTimestamp();
        }
    }

    private async Task<TimeSpan?> EndOrphanAsync(ReportedPod pod, Pod mirror, CancellationToken cancellationToken)
    {
        var rest = mirrors.Patience - timeProvider.GetElapsedTime(pod.SeenSince);
        if (rest > TimeSpan.Zero)
        {
            return rest;
        }

        await writer.DeleteAsync(mirror, cancellationToken);
        pod.IsFinished = true;
        return null;
    }

    // Gives the mirror whose status is to be written; null if there is none.
    private async Task<Pod?> MirrorAsync(ReportedPod pod, Pod item, Pod? mirror, bool isReleased, bool isSynced, CancellationToken cancellationToken)
    {
        if (mirror is not null && (isReleased || mirror.Metadata.DeletionTimestamp is not null))
        {
            await writer.DeleteAsync(mirror, cancellationToken);
            pod.IsFinished = isReleased;
            return null;
        }

        if (isReleased || mirror is not null || !isSynced)
        {
            pod.IsFinished = isReleased;
            return mirror;
        }

        var created = await mirrors.CreateAsync(item, cancellationToken);
        lock (pod.Lock)
        {
            pod.Seen ??= created;
            pod.Written = null;
            return pod.Seen;
        }
    }
}
