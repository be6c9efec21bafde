namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>Which packages were there before.</summary>
internal sealed record PackagesPrior
{
    /// <summary>The package manager that is used.</summary>
    public string Manager { get; init; } = AptPackages.ManagerName;

    /// <summary>Versions by package; those that were not installed are not in it.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>Those that were held.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>Packages that come from files along with those that are named.</summary>
    public IReadOnlyList<string> Along { get; init; } = [];

    /// <summary>Every package that was installed, for those that come along.</summary>
    public IReadOnlyList<string> Installed { get; init; } = [];
}
