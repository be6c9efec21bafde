namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>Which packages were there before.</summary>
internal sealed record PackagesPrior
{
    /// <summary>Versions by package; those that were not installed are not in it.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>Those that were held.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>Every package that was installed, for those that come along.</summary>
    public IReadOnlyList<string> Installed { get; init; } = [];
}
