using Reeve.Host.CommandLine;

namespace Reeve.Host.Clusters.Kubeconfigs;

/// <summary>Files with kubeconfigs: secrets.</summary>
internal static class KubeconfigFile
{
    /// <summary>The file that kubectl reads first.</summary>
    /// <exception cref="CommandException">There is no home directory.</exception>
    public static string Default(Cli cli)
    {
        var listed = cli.Environment.GetValueOrDefault("KUBECONFIG", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return listed.Length > 0 ? listed[0]
            : cli.Environment.GetValueOrDefault("HOME") is { Length: > 0 } home ? Path.Combine(home, ".kube", "config")
            : throw CommandException.Usage("There is no HOME; name the file with --output.");
    }

    /// <summary>Writes a file whole, readable by its owner alone at every moment; a link is followed.</summary>
    public static void Write(string path, string text)
    {
        var target = (Path.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        var directory = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        var scratch = Path.Combine(directory, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var writer = new StreamWriter(scratch, options))
            {
                writer.Write(text);
            }

            File.Move(scratch, target, overwrite: true);
        }
        finally
        {
            File.Delete(scratch);
        }
    }
}
