namespace Reeve.Kubernetes;

/// <summary>Deprecated: an Azure file share.</summary>
public sealed record AzureFileVolumeSource : KubernetesRecord
{
    /// <summary>Secret with the account's name and key.</summary>
    public string SecretName { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the share.</summary>
    public string ShareName { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
