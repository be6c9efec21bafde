using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>
/// Copies of plugins by content, under the state directory. Code is loaded from there alone, so that the files of a plugin
/// may be replaced while it runs.
/// </summary>
internal sealed partial class ShadowCopies(string directory, ILogger logger)
{
    /// <summary>Gives the copy of these files, made now unless it is there.</summary>
    /// <param name="id">The plugin's id, for people who look into the directory.</param>
    /// <param name="digest">What the files digested to when they were checked.</param>
    /// <param name="files">The files.</param>
    /// <exception cref="PluginLoadException">The files have changed since.</exception>
    public string Take(string id, string digest, IReadOnlyList<PluginFile> files)
    {
        var copy = Path.Combine(directory, $"{id}-{digest}");
        if (Directory.Exists(copy))
        {
            return copy;
        }

        PrivateDirectory.Create(directory);
        var unfinished = Path.Combine(directory, $".{id}-{Guid.NewGuid():N}");
        PrivateDirectory.Create(unfinished);
        try
        {
            if (PluginFiles.Digest(files, unfinished) != digest)
            {
                throw new PluginLoadException(
                    PluginStatus.Malfunctioned, "Its files changed while they were read; it is read again when they are at rest.", passing: true);
            }

            Directory.Move(unfinished, copy);
            return copy;
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    /// <summary>Removes every copy that is not named, and what was left unfinished.</summary>
    public void Clean(IReadOnlySet<string> inUse)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var copy in Directory.EnumerateDirectories(directory).Where(copy => !inUse.Contains(copy)))
        {
            try
            {
                Directory.Delete(copy, recursive: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Windows keeps the files of a loaded assembly; the next start removes them.
                CopyStays(copy, exception.Message);
            }
        }
    }
}
