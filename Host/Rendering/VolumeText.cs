using Reeve.Kubernetes;

namespace Reeve.Host.Rendering;

/// <summary>The kind of a volume in a word or two.</summary>
internal static class VolumeText
{
    /// <summary>Says what a volume is, and what it comes from.</summary>
    public static string KindOf(Volume volume) => volume switch
    {
        { EmptyDir: { } directory } => "emptyDir" + (string.IsNullOrEmpty(directory.Medium) ? "" : $" ({directory.Medium})"),
        { ConfigMap: { } map } => "configMap " + map.Name,
        { Secret: { } secret } => "secret " + secret.SecretName,
        { HostPath: { } path } => "hostPath " + path.Path,
        { PersistentVolumeClaim: { } claim } => "persistentVolumeClaim " + claim.ClaimName,
        { Projected: not null } => "projected",
        { DownwardAPI: not null } => "downwardAPI",
        _ => "of another kind",
    };
}
