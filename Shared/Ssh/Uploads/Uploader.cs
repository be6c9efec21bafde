using Reeve.Ssh.Processes;

namespace Reeve.Ssh.Uploads;

/// <summary>Writes trees through a shell.</summary>
internal static class Uploader
{
    private const int MaxError = 64 * 1024;

    /// <summary>As <see cref="IRemoteShell.UploadAsync"/>.</summary>
    public static async Task UploadAsync(IRemoteShell shell, IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken)
    {
        if (trees.Count == 0)
        {
            return;
        }

        var groups = UploadGroup.Of(trees);
        var command = UploadScript.Receive(groups, await TreeArchive.DigestAsync(groups, cancellationToken));
        await using var process = await shell.StartAsync(command, cancellationToken);
        var ended = OutputCollector.EndAsync(process, MaxError, cancellationToken);
        await TreeArchive.WriteAsync(groups, process.StandardInput, cancellationToken);
        await process.StandardInput.DisposeAsync();
        var result = await ended;
        if (result.ExitCode != 0)
        {
            throw UploadScript.Failure(shell.Description, result.ExitCode, result.ErrorText);
        }
    }
}
