using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs.Files;

/// <summary>
/// A volume of files as the kubelet lays it out: the files in a directory of their own, <c>..data</c> that points there, and a link for each name.
/// Who puts another directory beside it and turns <c>..data</c> by a rename replaces all files at once, while the job runs.
/// </summary>
internal static class VolumeTree
{
    /// <summary>The link that a reader follows.</summary>
    public const string Data = "..data";

    private const int Directory = 0x1ED;
    private const int SecretDirectory = 0x1C0;

    /// <summary>The whole volume.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="place">Its directory, relative to the tree that it is put in; empty for the tree itself.</param>
    public static IEnumerable<RemoteFile> Whole(FilesVolume volume, string place)
    {
        var prefix = place.Length == 0 ? "" : place + "/";
        if (place.Length > 0)
        {
            yield return new RemoteFile { Path = place, IsDirectory = true, Mode = ModeOf(volume) };
        }

        foreach (var file in Files(volume, prefix + DirectoryOf(volume)))
        {
            yield return file;
        }

        yield return new RemoteFile { Path = prefix + Data, LinkTarget = DirectoryOf(volume) };
        foreach (var name in volume.Files.Select(file => file.Path.Split('/')[0]).Distinct(StringComparer.Ordinal))
        {
            yield return new RemoteFile { Path = prefix + name, LinkTarget = $"{Data}/{name}" };
        }
    }

    /// <summary>The files alone, in a directory of their own.</summary>
    public static IEnumerable<RemoteFile> Files(FilesVolume volume, string directory)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        yield return new RemoteFile { Path = directory, IsDirectory = true, Mode = ModeOf(volume) };
        foreach (var file in volume.Files)
        {
            foreach (var parent in Parents(file.Path).Where(made.Add))
            {
                yield return new RemoteFile { Path = $"{directory}/{parent}", IsDirectory = true, Mode = ModeOf(volume) };
            }

            yield return new RemoteFile { Path = $"{directory}/{file.Path}", Content = file.Content, Mode = file.Mode };
        }
    }

    /// <summary>The name of the directory that holds a revision.</summary>
    public static string DirectoryOf(FilesVolume volume)
    {
        var digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(volume.Revision));
        return "..r" + Convert.ToHexStringLower(digest.AsSpan(0, 8));
    }

    private static int ModeOf(FilesVolume volume) => volume.Sensitive ? SecretDirectory : Directory;

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
