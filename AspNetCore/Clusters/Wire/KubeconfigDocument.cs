namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>A kubeconfig.</summary>
internal sealed record KubeconfigDocument
{
    /// <summary>The YAML text. A secret.</summary>
    public string? Contents { get; set; }

    /// <summary>Says nothing of the contents.</summary>
    public override string ToString() => nameof(KubeconfigDocument);
}
