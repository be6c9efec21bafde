namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>An add-on as it shall be and as it was, so that nothing is fetched again: the manifest may have changed meanwhile.</summary>
internal sealed record ManifestPrior
{
    /// <summary>An <see cref="AddonChange"/>: JSON, gzip, base64. Null where it must not be here.</summary>
    public string? Change { get; init; }

    /// <summary>The name of the secret that holds it: the objects of some add-ons are secrets.</summary>
    public string? Secret { get; init; }
}
