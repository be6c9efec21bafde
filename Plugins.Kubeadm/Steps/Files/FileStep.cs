using System.Text;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>Writes a file; undone, the old content is there again, or no file and no directory that was made for it.</summary>
internal sealed class FileStep() : StepKind<FileArguments, FilePrior>("file", KubeadmJson.Default.FileArguments, KubeadmJson.Default.FilePrior)
{
    protected override async Task<(bool Done, FilePrior Prior)> LookAsync(FileArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var content = await context.ReadFileAsync(arguments.Path, cancellationToken);
        var wanted = await ContentAsync(arguments, context, cancellationToken);
        var mode = content is null ? 0 : (int)File.GetUnixFileMode(arguments.Path);
        var prior = new FilePrior { Mode = mode, MissingDirectories = Missing(arguments.Path) };
        if (content is not { } bytes)
        {
            return (false, prior);
        }

        if (bytes.Span.SequenceEqual(wanted) && mode == arguments.Mode)
        {
            return (true, prior); // nobody's to be taken back
        }

        var text = Convert.ToBase64String(bytes.Span);
        if (arguments.PriorSecret.Length == 0)
        {
            return (false, prior with { Content = text });
        }

        if (context.DryRun)
        {
            return (false, prior);
        }

        var name = arguments.PriorSecret + context.OperationId;
        await context.SetSecretAsync(name, text, cancellationToken);
        return (false, prior with { Secret = name });
    }

    protected override async Task ApplyAsync(FileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
        await context.WriteFileAsync(arguments.Path, await ContentAsync(arguments, context, cancellationToken), arguments.Mode, cancellationToken);
    }

    protected override async Task UndoAsync(FileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var content = prior.Secret is { } secret ? await context.GetSecretAsync(secret, cancellationToken) : prior.Content;
        if (content is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
            await context.WriteFileAsync(arguments.Path, Convert.FromBase64String(content), prior.Mode, cancellationToken);
            return;
        }

        File.Delete(arguments.Path);
        foreach (var directory in prior.MissingDirectories.Reverse().Where(directory => Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            Directory.Delete(directory);
        }
    }

    private static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (var directory = Path.GetDirectoryName(path); directory is not null && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
        {
            missing.Insert(0, directory);
        }

        return missing;
    }

    private static async Task<byte[]> ContentAsync(FileArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var content = arguments.Content;
        foreach (var secret in arguments.Secrets)
        {
            content = content.Replace($"${{secret:{secret}}}", await context.GetSecretAsync(secret, cancellationToken), StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(content);
    }
}
