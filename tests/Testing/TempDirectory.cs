namespace Reeve.Testing;

/// <summary>A directory that is gone after the test.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Makes one.</summary>
    /// <param name="parent">The directory that it is made in; by default that for temporary files.</param>
    public TempDirectory(string? parent = null) => Path = parent is null
        ? Directory.CreateTempSubdirectory("reeve-test-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(parent, $"reeve-test-{Guid.NewGuid():n}")).FullName;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
