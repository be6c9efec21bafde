using System.Security.Cryptography;
using System.Text;
using Reeve.Containers;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>Runs commands in running containers, as steps of their jobs.</summary>
/// <param name="book">The pods.</param>
/// <param name="options">Where Slurm's commands are.</param>
internal sealed class PodExecutor(PodBook book, ControllerOptions options)
{
    private const int TokenBytes = 10;
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(30);

    /// <summary>See <see cref="IPodExec.ExecAsync"/>.</summary>
    public async Task<int> ExecAsync(PodId id, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var pod = book.Get(id);
        var job = JobOf(pod, container);
        var directory = $"{pod.Directory}/exec/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))}";
        await PrepareAsync(pod, directory, request.Command, cancellationToken);
        try
        {
            await using var process = await pod.User.Shell.StartAsync(
                new RemoteCommand { Arguments = ["sh", "-c", StepScript.Run, "reeve-exec", directory, pod.Directory, container, .. StepArguments.Srun(options, job, request.Tty ? ["--pty"] : request.StandardInput is null ? ["--input=none"] : [])], Tty = request.Tty },
                cancellationToken);
            return await RemoteStreams.RunAsync(process, request, token => WaitAsync(pod, directory, token), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(pod, directory);
            throw;
        }
    }

    private static long JobOf(TrackedPod pod, string container)
    {
        var progress = pod.Findings.Progress;
        var report = progress?.Containers.FirstOrDefault(one => one.Name == container);
        if (report is null || progress is null)
        {
            throw progress is null || pod.Findings.IsOver
                ? new ProviderException(ErrorReason.Conflict, $"The pod does not run: {PodReports.WaitingMessage(pod.Findings)}")
                : new ProviderException(ErrorReason.NotFound, $"The pod has no container {container} that was started.");
        }

        return report.State == ContainerRunState.Running && !pod.Findings.IsOver
            ? progress.JobId
            : throw new ProviderException(ErrorReason.Conflict, $"Container {container} does not run.");
    }

    private static async Task PrepareAsync(TrackedPod pod, string directory, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (words.Any(word => word.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ProviderException(ErrorReason.Invalid, "No word of a command can hold a NUL.");
        }

        var result = await pod.User.Shell.RunAsync(
            new RemoteCommand
            {
                Arguments = ["sh", "-c", StepScript.Prepare, "reeve-exec", directory],
                StandardInput = Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + '\0'))),
            },
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new ProviderException(ErrorReason.Transient, $"The command could not be handed to {pod.User.Name}: {result.ErrorText}");
        }
    }

    // A change of size that reaches srun while it starts ends its care for sizes ("pty: accept failure").
    private static async Task WaitAsync(TrackedPod pod, string directory, CancellationToken cancellationToken) =>
        await pod.User.Shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", StepScript.Wait, "reeve-exec", directory] }, cancellationToken);

    private async Task CancelAsync(TrackedPod pod, string directory)
    {
        using var deadline = new CancellationTokenSource(CancelTime);
        _ = await pod.User.Shell.RunAsync(
            new RemoteCommand
            {
                Arguments = ["sh", "-c", StepScript.Cancel, "reeve-exec", directory, .. StepArguments.Environment(options), "scancel", "--quiet"],
            },
            deadline.Token);
    }
}
