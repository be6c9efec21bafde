namespace Reeve.TestKit;

/// <summary>A directory of a session's own, removed with it.</summary>
internal sealed class WorkDirectory : IDisposable
{
    private readonly string _root;

    public WorkDirectory(string? parent) =>
        _root = parent is null
            ? Directory.CreateTempSubdirectory("reeve-conformance-").FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(parent, Guid.NewGuid().ToString("n"))).FullName;

    /// <summary>An absolute path in it.</summary>
    public string Path(string name) => System.IO.Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
