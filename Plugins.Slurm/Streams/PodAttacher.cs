using Reeve.Containers;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Shows what running containers write from now on. None has an input: a batch job has nobody at a keyboard, and admission says so.</summary>
/// <param name="book">The pods.</param>
/// <param name="logs">Reads what they write.</param>
internal sealed class PodAttacher(PodBook book, PodLogReader logs)
{
    private static readonly LogQuery FromNowOn = new() { Follow = true, TailLines = 0 };

    /// <summary>See <see cref="IPodAttach.AttachAsync"/>.</summary>
    public async Task AttachAsync(PodId id, string container, AttachRequest request, CancellationToken cancellationToken)
    {
        var report = book.Get(id).Findings.Progress?.Containers.FirstOrDefault(one => one.Name == container)
            ?? throw new ProviderException(ErrorReason.NotFound, $"The pod has no container {container} that was started.");
        if (report.State != ContainerRunState.Running)
        {
            throw new ProviderException(ErrorReason.Conflict, $"Container {container} does not run.");
        }

        await Task.WhenAll(
            CopyAsync(request.StandardOutput, LogStream.Stdout), CopyAsync(request.StandardError, LogStream.Stderr));

        Task CopyAsync(Stream? target, LogStream stream) => target is null
            ? Task.CompletedTask
            : logs.ReadAsync(id, container, FromNowOn with { Stream = stream }, target, cancellationToken);
    }
}
