namespace Reeve.Testing.Kubeadm;

/// <summary>kubeadm and all of which it makes a cluster, for two versions (<c>eng/components/kubeadm</c>).</summary>
public static class KubeadmPrograms
{
    private static readonly Lazy<ToolResult> Answer = new(() => Tool.RunAsync(Path.Combine(Scripts, "build.sh"), ["--find"]).GetAwaiter().GetResult());

    /// <summary>The directory of the scripts.</summary>
    internal static string Scripts => Path.Combine(Repository.Root, "eng", "components", "kubeadm");

    /// <summary>The version to begin with.</summary>
    public static string Version => "1.20.2";

    /// <summary>The version that one can upgrade to.</summary>
    public static string NextVersion => "1.20.3";

    /// <summary>The directory that holds them.</summary>
    public static string Directory => Answer.Value.Output.Trim();

    /// <summary>Why they are missing, or null.</summary>
    public static string? Missing => Packages switch
    {
        { Length: > 0 } reason => reason,
        _ when !Answer.Value.Succeeded => Answer.Value.Error.Trim(),
        _ => null,
    };

    private static string Packages =>
        new[] { "containerd", "runc", "conntrack" }.Where(program => !Components.OnPath(program)).ToList() is { Count: > 0 } missing
            ? $"needs {string.Join(", ", missing)} (apt-get install containerd runc conntrack)"
            : "";

    /// <summary>The programs of a version.</summary>
    public static string Binaries(string version) => Path.Combine(Directory, version, "bin");

    /// <summary>Archives of the images of a version.</summary>
    public static string Images(string version) => Path.Combine(Directory, version, "images");
}
