namespace Reeve.Runtime.Images.Stackable;

/// <summary>Where packages of Stackable repositories come from, and where they and what belongs to them goes.</summary>
public sealed record StackableOptions
{
    /// <summary>Packages are unpacked here, each as <c>PRODUCT-VERSION</c>; archives are below <c>_download</c> meanwhile.</summary>
    public string PackageDirectory { get; init; } = "/opt/stackable/packages";

    /// <summary>Rendered ConfigMaps go here, each pod's below <c>NAMESPACE-POD-UID</c>.</summary>
    public string ConfigDirectory { get; init; } = "/etc/stackable/serviceconfig";

    /// <summary>Programs that write log files of their own get a directory here, <c>NAMESPACE-POD-UID</c>.</summary>
    public string LogDirectory { get; init; } = "/var/log/stackable/servicelogs";

    /// <summary>Addresses of repositories, asked before those that the cluster names.</summary>
    public IReadOnlyList<Uri> Repositories { get; init; } = [];

    /// <summary>The namespace of the cluster's <c>Repository</c> objects; null if there is no cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether repositories of other machines may be spoken to without TLS.</summary>
    public bool AllowHttp { get; init; }
}
