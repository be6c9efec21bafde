namespace Reeve.Kubernetes;

/// <summary>A volume of a pod; one source is set, none means an empty directory.</summary>
public sealed record Volume : KubernetesRecord
{
    /// <summary>Name, unique within the pod.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>A path of the node.</summary>
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>An empty directory that lives as long as the pod.</summary>
    public EmptyDirVolumeSource? EmptyDir { get; init; }

    /// <summary>Deprecated: a GCE disk.</summary>
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    /// <summary>Deprecated: an AWS EBS volume.</summary>
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    /// <summary>Deprecated: a git repository.</summary>
    public GitRepoVolumeSource? GitRepo { get; init; }

    /// <summary>A Secret.</summary>
    public SecretVolumeSource? Secret { get; init; }

    /// <summary>An NFS export.</summary>
    public NFSVolumeSource? Nfs { get; init; }

    /// <summary>An iSCSI disk.</summary>
    public ISCSIVolumeSource? Iscsi { get; init; }

    /// <summary>Deprecated: a GlusterFS volume.</summary>
    public GlusterfsVolumeSource? Glusterfs { get; init; }

    /// <summary>A claim in the same namespace.</summary>
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }

    /// <summary>Deprecated: a Ceph block device.</summary>
    public RBDVolumeSource? Rbd { get; init; }

    /// <summary>Deprecated: a FlexVolume driver.</summary>
    public FlexVolumeSource? FlexVolume { get; init; }

    /// <summary>Deprecated: an OpenStack volume.</summary>
    public CinderVolumeSource? Cinder { get; init; }

    /// <summary>Deprecated: a Ceph file system.</summary>
    public CephFSVolumeSource? Cephfs { get; init; }

    /// <summary>Deprecated: a Flocker volume.</summary>
    public FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Fields of the pod as files.</summary>
    public DownwardAPIVolumeSource? DownwardAPI { get; init; }

    /// <summary>A Fibre Channel disk.</summary>
    public FCVolumeSource? Fc { get; init; }

    /// <summary>Deprecated: an Azure file share.</summary>
    public AzureFileVolumeSource? AzureFile { get; init; }

    /// <summary>A ConfigMap.</summary>
    public ConfigMapVolumeSource? ConfigMap { get; init; }

    /// <summary>Deprecated: a vSphere disk.</summary>
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>Deprecated: a Quobyte volume.</summary>
    public QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>Deprecated: an Azure disk.</summary>
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>Deprecated: a Photon disk.</summary>
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Several sources in one directory.</summary>
    public ProjectedVolumeSource? Projected { get; init; }

    /// <summary>Deprecated: a Portworx volume.</summary>
    public PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>Deprecated: a ScaleIO volume.</summary>
    public ScaleIOVolumeSource? ScaleIO { get; init; }

    /// <summary>Deprecated: a StorageOS volume.</summary>
    public StorageOSVolumeSource? Storageos { get; init; }

    /// <summary>A volume of a CSI driver.</summary>
    public CSIVolumeSource? Csi { get; init; }

    /// <summary>A claim made for the pod from a template.</summary>
    public EphemeralVolumeSource? Ephemeral { get; init; }

    /// <summary>The content of an image or artifact.</summary>
    public ImageVolumeSource? Image { get; init; }
}
