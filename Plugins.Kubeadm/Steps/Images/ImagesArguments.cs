namespace Reeve.Plugins.Kubeadm.Steps.Images;

/// <summary>Images that shall be there without a registry.</summary>
internal sealed record ImagesArguments
{
    /// <summary>A directory of archives (<c>*.tar</c>, OCI or Docker); empty: what is there is only remembered, so that what comes is known.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Where the container runtime listens.</summary>
    public required string Socket { get; init; }
}
