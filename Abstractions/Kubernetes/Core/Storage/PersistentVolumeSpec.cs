using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What a volume is; one source is set.</summary>
public sealed record PersistentVolumeSpec : KubernetesRecord
{
    /// <summary>Size, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Deprecated: a GCE disk.</summary>
    public GCEPersistentDiskVolumeSource? GcePersistentDisk { get; init; }

    /// <summary>Deprecated: an AWS EBS volume.</summary>
    public AWSElasticBlockStoreVolumeSource? AwsElasticBlockStore { get; init; }

    /// <summary>A path of the node.</summary>
    public HostPathVolumeSource? HostPath { get; init; }

    /// <summary>Deprecated: a GlusterFS volume.</summary>
    public GlusterfsPersistentVolumeSource? Glusterfs { get; init; }

    /// <summary>An NFS export.</summary>
    public NFSVolumeSource? Nfs { get; init; }

    /// <summary>Deprecated: a Ceph block device.</summary>
    public RBDPersistentVolumeSource? Rbd { get; init; }

    /// <summary>An iSCSI disk.</summary>
    public ISCSIPersistentVolumeSource? Iscsi { get; init; }

    /// <summary>Deprecated: an OpenStack volume.</summary>
    public CinderPersistentVolumeSource? Cinder { get; init; }

    /// <summary>Deprecated: a Ceph file system.</summary>
    public CephFSPersistentVolumeSource? Cephfs { get; init; }

    /// <summary>A Fibre Channel disk.</summary>
    public FCVolumeSource? Fc { get; init; }

    /// <summary>Deprecated: a Flocker volume.</summary>
    public FlockerVolumeSource? Flocker { get; init; }

    /// <summary>Deprecated: a FlexVolume driver.</summary>
    public FlexPersistentVolumeSource? FlexVolume { get; init; }

    /// <summary>Deprecated: an Azure file share.</summary>
    public AzureFilePersistentVolumeSource? AzureFile { get; init; }

    /// <summary>Deprecated: a vSphere disk.</summary>
    public VsphereVirtualDiskVolumeSource? VsphereVolume { get; init; }

    /// <summary>Deprecated: a Quobyte volume.</summary>
    public QuobyteVolumeSource? Quobyte { get; init; }

    /// <summary>Deprecated: an Azure disk.</summary>
    public AzureDiskVolumeSource? AzureDisk { get; init; }

    /// <summary>Deprecated: a Photon disk.</summary>
    public PhotonPersistentDiskVolumeSource? PhotonPersistentDisk { get; init; }

    /// <summary>Deprecated: a Portworx volume.</summary>
    public PortworxVolumeSource? PortworxVolume { get; init; }

    /// <summary>Deprecated: a ScaleIO volume.</summary>
    public ScaleIOPersistentVolumeSource? ScaleIO { get; init; }

    /// <summary>A disk or directory of one node.</summary>
    public LocalVolumeSource? Local { get; init; }

    /// <summary>Deprecated: a StorageOS volume.</summary>
    public StorageOSPersistentVolumeSource? Storageos { get; init; }

    /// <summary>A volume of a CSI driver.</summary>
    public CSIPersistentVolumeSource? Csi { get; init; }

    /// <summary>Any of <see cref="AccessModes"/>.</summary>
    public IReadOnlyList<string> AccessModes { get; init => field = value ?? []; } = [];

    /// <summary>Claim the volume is bound to.</summary>
    public ObjectReference? ClaimRef { get; init; }

    /// <summary><c>Retain</c>, <c>Delete</c> or <c>Recycle</c>.</summary>
    public string? PersistentVolumeReclaimPolicy { get; init; }

    /// <summary>Storage class.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>Mount options.</summary>
    public IReadOnlyList<string> MountOptions { get; init => field = value ?? []; } = [];

    /// <summary>One of <see cref="VolumeModes"/>; default Filesystem.</summary>
    public string? VolumeMode { get; init; }

    /// <summary>Nodes from which the volume can be reached.</summary>
    public VolumeNodeAffinity? NodeAffinity { get; init; }

    /// <summary>Volume attributes class.</summary>
    public string? VolumeAttributesClassName { get; init; }
}
