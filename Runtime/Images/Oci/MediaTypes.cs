namespace Reeve.Runtime.Images.Oci;

/// <summary>Media types of manifests: those of OCI and of Docker's second schema.</summary>
internal static class MediaTypes
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>What is asked for, best first.</summary>
    public static IReadOnlyList<string> Accepted { get; } = [OciManifest, OciIndex, DockerManifest, DockerList];
}
