namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>All distributions that machines can be made with.</summary>
internal static class DistributionCatalog
{
    private static readonly IDistribution[] s_all = [new KubeadmDistribution(), new K3sDistribution()];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(one => one.Name)];

    /// <summary>The one of a name; null if there is none.</summary>
    public static IDistribution? Find(string name) => s_all.FirstOrDefault(one => one.Name == name);

    /// <summary>The one of a name that a plan has checked.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: this version does not know it.</exception>
    public static IDistribution Of(string name) => Find(name)
        ?? throw new ProviderException(ErrorReason.Unsupported, $"The distribution {name} is not known to this version; {string.Join(", ", Names)} are.");
}
