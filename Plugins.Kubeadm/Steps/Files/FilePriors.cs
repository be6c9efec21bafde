using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>What was there before a file was written, and its restoring.</summary>
internal static class FilePriors
{
    /// <summary>Reads what is there now, content included.</summary>
    public static async Task<FilePrior> ReadAsync(string path, IStepContext context, CancellationToken cancellationToken)
    {
        var content = await context.ReadFileAsync(path, cancellationToken);
        return new FilePrior
        {
            Content = content is { } bytes ? Convert.ToBase64String(bytes.Span) : null,
            Mode = content is null ? 0 : (int)File.GetUnixFileMode(path),
            MissingDirectories = Missing(path),
        };
    }

    /// <summary>Writes the old content, or deletes the file with the directories that were made for it, where they are empty.</summary>
    public static async Task RestoreAsync(string path, FilePrior prior, string? content, IStepContext context, CancellationToken cancellationToken)
    {
        if (content is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await context.WriteFileAsync(path, Convert.FromBase64String(content), prior.Mode, cancellationToken);
            return;
        }

        if (File.Exists(path))
        {
            File.Delete(path);
        }

        RemoveEmpty(prior.MissingDirectories);
    }

    /// <summary>Deletes directories that were made on the way to a file, unless somebody has put something there.</summary>
    public static void RemoveEmpty(IReadOnlyList<string> directories)
    {
        foreach (var directory in directories.Reverse().Where(directory => Directory.Exists(directory) && !Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            Directory.Delete(directory);
        }
    }

    /// <summary>Directories on the way to a path that are not there, the outermost first.</summary>
    public static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (var directory = Path.GetDirectoryName(path); directory is not null && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
        {
            missing.Insert(0, directory);
        }

        return missing;
    }
}
