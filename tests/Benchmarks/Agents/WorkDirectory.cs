using Reeve.Benchmarks.Processes;

namespace Reeve.Benchmarks.Agents;

/// <summary>
/// A directory of a benchmark's own, removed at its end; on the disk on which an agent of this user keeps its state, because
/// temporary directories are often in memory. It lies apart from what was there before: see <see cref="Libc.MarkTop"/>.
/// </summary>
internal sealed class WorkDirectory : IDisposable
{
    /// <summary>A directory in memory.</summary>
    public const string InMemory = "/dev/shm";

    private readonly DirectoryInfo _top;
    private readonly DirectoryInfo _directory;

    /// <summary>Makes it.</summary>
    /// <param name="parent">Where else it shall be.</param>
    public WorkDirectory(string? parent = null)
    {
        // ext4 takes the place of the inner one from its name, so that one name would come to lie where the last run has deleted.
        var name = Guid.NewGuid().ToString("N")[..8];
        _top = Directory.CreateDirectory(Path.Combine(parent ?? Parent, $"reeve-bench-{name}"));
        Libc.MarkTop(_top.FullName);
        _directory = _top.CreateSubdirectory(name);
    }

    private static string Parent => Environment.IsPrivilegedProcess
        ? "/var/lib"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.Create), ".local", "state");

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>A directory in it, made if it is not there.</summary>
    public string Subdirectory(string name) => _directory.CreateSubdirectory(name).FullName;

    /// <inheritdoc/>
    public void Dispose() => _top.Delete(recursive: true);
}
