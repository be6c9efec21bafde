using System.Globalization;
using System.Text;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// Changes the pods of one remote user while their jobs run: mounted files as a whole and at once, variables for the next attempt, the deadline.
/// Updates that come together, as when tokens are renewed, share their round trips.
/// </summary>
internal sealed class PodUpdates : IAsyncDisposable
{
    private const int MaxTogether = 100;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private readonly Batcher<PodUpdateRequest> _batcher;
    private readonly UserWatch _watch;

    public PodUpdates(UserWatch watch, TimeProvider time)
    {
        _watch = watch;
        _batcher = new Batcher<PodUpdateRequest>(UpdateAsync, Gather, MaxTogether, time);
    }

    /// <summary>See <see cref="IPodUpdate.UpdatePodAsync"/>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="next">What it shall be.</param>
    /// <param name="changes">What differs.</param>
    /// <param name="bundle">Makes what a job of it would get now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<PodChangeResult>> UpdateAsync(
        TrackedPod pod, ResolvedPod next, PodChanges changes, Func<PodBundle> bundle, CancellationToken cancellationToken)
    {
        var results = new List<PodChangeResult>();
        Refuse(results, changes, PodChanges.Image, "The image of a job cannot be changed; delete the pod and create it anew.");
        Refuse(results, changes, PodChanges.Resources, "A Slurm job keeps the resources that it was given.");
        Refuse(results, changes, PodChanges.EphemeralContainers, "No container can be added to a job; kubectl exec enters those that it has.");
        if (changes.HasFlag(PodChanges.Metadata))
        {
            // What shows them in files comes as a change of volumes.
            results.Add(Applied(PodChanges.Metadata));
        }

        var files = Files(pod, next, changes, bundle).ToList();
        if (files.Count > 0)
        {
            var directory = $"{pod.Directory}/updates/{Guid.NewGuid():n}";
            await _batcher.RunAsync(
                new PodUpdateRequest { Pod = pod, Tree = new RemoteTree { Directory = directory, Files = files } }, cancellationToken);
        }

        foreach (var change in (PodChanges[])[PodChanges.Volumes, PodChanges.Environment])
        {
            if (changes.HasFlag(change))
            {
                results.Add(Applied(change));
            }
        }

        if (changes.HasFlag(PodChanges.Deadline))
        {
            results.Add(await DeadlineAsync(pod, next, cancellationToken));
        }

        return results;
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private static void Refuse(List<PodChangeResult> results, PodChanges changes, PodChanges change, string message)
    {
        if (changes.HasFlag(change))
        {
            results.Add(new PodChangeResult { Change = change, Outcome = PodChangeOutcome.Infeasible, Message = message });
        }
    }

    private static PodChangeResult Applied(PodChanges change) => new() { Change = change, Outcome = PodChangeOutcome.Applied };

    private static IEnumerable<RemoteFile> Files(TrackedPod pod, ResolvedPod next, PodChanges changes, Func<PodBundle> bundle)
    {
        if (pod.Findings.IsOver)
        {
            yield break;
        }

        if (changes.HasFlag(PodChanges.Volumes))
        {
            yield return new RemoteFile { Path = "volumes", IsDirectory = true, Mode = 0x1C0 };
            foreach (var file in next.Volumes.OfType<FilesVolume>().Where(volume => !volume.IsKept).SelectMany(volume => VolumeTree.Whole(volume, $"volumes/{volume.Name}")))
            {
                yield return file;
            }
        }

        if (changes.HasFlag(PodChanges.Environment))
        {
            yield return new RemoteFile { Path = "env", IsDirectory = true, Mode = 0x1C0 };
            var made = bundle().Tree.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
            foreach (var container in next.Containers)
            {
                if (made.TryGetValue(BundlePaths.Of(container.Name, "env"), out var file))
                {
                    yield return file with { Path = $"env/{container.Name}" };
                }
            }
        }

        if (changes.HasFlag(PodChanges.Deadline) && next.Pod.Spec.ActiveDeadlineSeconds is { } seconds)
        {
            yield return new RemoteFile { Path = "deadline", Content = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}\n")) };
        }
    }

    // The job's script ends the pod to the second; Slurm's limit, in minutes, stands behind it.
    private async Task<PodChangeResult> DeadlineAsync(TrackedPod pod, ResolvedPod next, CancellationToken cancellationToken)
    {
        if (next.Pod.Spec.ActiveDeadlineSeconds is not { } seconds || pod.Findings is not { IsOver: false, JobId: { } job })
        {
            return Applied(PodChanges.Deadline);
        }

        try
        {
            await _watch.User.Controller.SetTimeLimitAsync(job, TimeSpan.FromSeconds(seconds) + next.GracePeriod, cancellationToken);
            return Applied(PodChanges.Deadline);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Denied or ErrorReason.Invalid or ErrorReason.NotFound)
        {
            return new PodChangeResult { Change = PodChanges.Deadline, Outcome = PodChangeOutcome.Infeasible, Message = e.Message };
        }
    }

    private async Task<IReadOnlyList<ProviderException?>> UpdateAsync(IReadOnlyList<PodUpdateRequest> requests, CancellationToken cancellationToken)
    {
        await _watch.User.Shell.UploadAsync([.. requests.Select(request => request.Tree)], cancellationToken);
        var result = await _watch.User.Shell.RunAsync(
            new RemoteCommand
            {
                Arguments = ["sh", "-s", "--", .. requests.SelectMany(request => (string[])[request.Pod.Directory, request.Tree.Directory])],
                StandardInput = Encoding.UTF8.GetBytes(UpdateScript.Text),
            },
            cancellationToken);
        return result.ExitCode == 0
            ? new ProviderException?[requests.Count]
            : throw new ProviderException(ErrorReason.Transient, $"Mounted files could not be replaced on {_watch.User.Name}: {result.ErrorText}");
    }
}
