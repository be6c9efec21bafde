namespace Reeve.Testing.Kubernetes;

/// <summary>Where the programs of a control plane are: <c>eng/components/kubernetes</c> knows.</summary>
internal static class ControlPlanePrograms
{
    private static readonly Lazy<(string? Directory, string? Missing)> Found = new(Find);

    /// <summary>The directory with the scripts.</summary>
    public static string Scripts { get; } = Path.Combine(Repository.Root, "eng", "components", "kubernetes");

    /// <summary>Why they cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The directory that holds them.</summary>
    public static string Directory => Found.Value.Directory ?? throw new InvalidOperationException(Missing);

    private static (string?, string?) Find()
    {
        if (!Components.OnPath("bash") || !Components.OnPath("openssl") || !Components.OnPath("setpriv"))
        {
            return (null, "needs bash, openssl and setpriv (apt-get install bash openssl util-linux)");
        }

        if (MachineAddress.Find() is null)
        {
            return (null, "needs an IPv4 address besides loopback, at which API servers reach nodes");
        }

        return ComponentScript.Find("kubernetes/build.sh");
    }
}
