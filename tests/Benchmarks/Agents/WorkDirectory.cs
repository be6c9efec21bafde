namespace Reeve.Benchmarks.Agents;

/// <summary>A directory of a benchmark's own, removed at its end.</summary>
internal sealed class WorkDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("reeve-bench-");

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>A directory in it, made if it is not there.</summary>
    public string Subdirectory(string name) => _directory.CreateSubdirectory(name).FullName;

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
