namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>A package as it is asked for: <c>containerd</c>, <c>kubelet=1.30.2-1.1</c>, <c>kubelet=1.30.2-*</c>.</summary>
internal sealed record PackageName
{
    private PackageName(string name, string version) => (Name, Version) = (name, version);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its version, in which a star at the end stands for anything; empty for any.</summary>
    public string Version { get; }

    public static PackageName Parse(string text) => text.Split('=', 2) is [var name, var version] ? new PackageName(name, version) : new PackageName(text, "");

    /// <summary>Whether a version is one that is asked for.</summary>
    public bool Matches(string version) =>
        Version.Length == 0 || version == Version || (Version.EndsWith('*') && version.StartsWith(Version[..^1], StringComparison.Ordinal));
}
