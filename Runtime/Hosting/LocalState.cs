using Reeve.Runtime.State;

namespace Reeve.Runtime.Hosting;

/// <summary>The state directory of the program, which no other may use meanwhile. Opened when it is first asked for, and released last.</summary>
internal sealed class LocalState(ReeveOptions options) : IDisposable
{
    private readonly StateDirectory _state = StateDirectory.Open(options.StateDirectory);

    /// <summary>Its absolute path.</summary>
    public string Path => _state.FullPath;

    /// <summary>Whose objects something handles that belongs to no cluster.</summary>
    public Owner OwnerOf(string node) => LocalOwner.Open(Path, node);

    /// <summary>The directory of a node.</summary>
    public string Node(string name) => System.IO.Path.Combine(Path, "nodes", name);

    /// <summary>The directory of clusters.</summary>
    public string Clusters => System.IO.Path.Combine(Path, "clusters");

    /// <summary>The directory of a proxy.</summary>
    public string Proxy(string name) => System.IO.Path.Combine(Path, "proxies", name);

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();
}
