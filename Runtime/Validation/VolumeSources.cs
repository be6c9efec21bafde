using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>The sources that a volume or a projection names.</summary>
internal static class VolumeSources
{
    public static IEnumerable<string> Of(Volume volume) => Names(
        (volume.HostPath, "hostPath"),
        (volume.EmptyDir, "emptyDir"),
        (volume.GcePersistentDisk, "gcePersistentDisk"),
        (volume.AwsElasticBlockStore, "awsElasticBlockStore"),
        (volume.GitRepo, "gitRepo"),
        (volume.Secret, "secret"),
        (volume.Nfs, "nfs"),
        (volume.Iscsi, "iscsi"),
        (volume.Glusterfs, "glusterfs"),
        (volume.PersistentVolumeClaim, "persistentVolumeClaim"),
        (volume.Rbd, "rbd"),
        (volume.FlexVolume, "flexVolume"),
        (volume.Cinder, "cinder"),
        (volume.Cephfs, "cephfs"),
        (volume.Flocker, "flocker"),
        (volume.DownwardAPI, "downwardAPI"),
        (volume.Fc, "fc"),
        (volume.AzureFile, "azureFile"),
        (volume.ConfigMap, "configMap"),
        (volume.VsphereVolume, "vsphereVolume"),
        (volume.Quobyte, "quobyte"),
        (volume.AzureDisk, "azureDisk"),
        (volume.PhotonPersistentDisk, "photonPersistentDisk"),
        (volume.Projected, "projected"),
        (volume.PortworxVolume, "portworxVolume"),
        (volume.ScaleIO, "scaleIO"),
        (volume.Storageos, "storageos"),
        (volume.Csi, "csi"),
        (volume.Ephemeral, "ephemeral"),
        (volume.Image, "image"));

    public static IEnumerable<string> Of(VolumeProjection projection) => Names(
        (projection.Secret, "secret"),
        (projection.DownwardAPI, "downwardAPI"),
        (projection.ConfigMap, "configMap"),
        (projection.ServiceAccountToken, "serviceAccountToken"),
        (projection.ClusterTrustBundle, "clusterTrustBundle"),
        (projection.PodCertificate, "podCertificate"));

    private static IEnumerable<string> Names(params IReadOnlyList<(KubernetesRecord? Source, string Name)> sources) =>
        sources.Where(static s => s.Source is not null).Select(static s => s.Name);
}
