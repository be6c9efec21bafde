namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>What add-ons are for; a cluster has at most one of each.</summary>
internal static class AddonSlots
{
    /// <summary>The network plugin.</summary>
    public const string Network = "cni";

    /// <summary>The storage plugin.</summary>
    public const string Storage = "csi";
}
