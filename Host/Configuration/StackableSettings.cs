namespace Reeve.Host.Configuration;

/// <summary>Settings of images that are packages of Stackable repositories.</summary>
internal sealed record StackableSettings
{
    /// <summary>Packages.</summary>
    [Setting("The directory that packages are unpacked in, each as `PRODUCT-VERSION`: `{{packageroot}}`.", Flag = "--package-directory", IsPath = true)]
    public string PackageDirectory { get; init; } = "/opt/stackable/packages";

    /// <summary>Configurations.</summary>
    [Setting(
        "The directory that ConfigMaps of pods with such images are rendered in, each pod in one of its own: `{{configroot}}`.", Flag = "--config-directory", IsPath = true)]
    public string ConfigDirectory { get; init; } = "/etc/stackable/serviceconfig";

    /// <summary>Logs.</summary>
    [Setting("The directory for log files that such programs write themselves, each pod in one of its own: `{{logroot}}`.", Flag = "--log-directory", IsPath = true)]
    public string LogDirectory { get; init; } = "/var/log/stackable/servicelogs";

    /// <summary>Repositories.</summary>
    [Setting(
        "Addresses of repositories (the directories of their `metadata.json`), asked in this order, before those that the cluster has as objects of the kind "
        + "`Repository` (`stable.stackable.de/v1`). `https:`, `file:`, and `http:` of this machine.")]
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>The namespace of repositories.</summary>
    [Setting("The namespace whose `Repository` objects are used.")]
    public string Namespace { get; init; } = "default";

    /// <summary>Plain HTTP.</summary>
    [Setting("Whether repositories of other machines may be spoken to without TLS (`http:`). What they give is then only as good as the network, unless it has a digest.")]
    public bool AllowHttp { get; init; }
}
