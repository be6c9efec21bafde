namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>What lies where in the state directory of a node.</summary>
/// <param name="Root">The state directory: an absolute path.</param>
public sealed record NodeLayout(string Root)
{
    /// <summary>Logs of containers.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>Certificates and keys.</summary>
    public string Certificates => Path.Combine(Root, "pki");

    /// <summary>Volumes of pods, their termination messages, and the spools of their output.</summary>
    public string Volumes => Path.Combine(Root, "volumes");

    /// <summary>Images, and who uses them.</summary>
    public string Images => Path.Combine(Root, "images");

    /// <summary>The state of a provider's instance.</summary>
    /// <param name="name">The provider.</param>
    public string Provider(string name) => Path.Combine(Root, "providers", name);
}
