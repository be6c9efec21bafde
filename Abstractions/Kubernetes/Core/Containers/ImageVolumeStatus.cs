namespace Reeve.Kubernetes;

/// <summary>The image behind a mounted image volume.</summary>
public sealed record ImageVolumeStatus : KubernetesRecord
{
    /// <summary>Image with its digest.</summary>
    public string ImageRef { get; init => field = value ?? ""; } = "";
}
