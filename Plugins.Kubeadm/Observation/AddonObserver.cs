using System.Text.Json;
using Reeve.Plugins.Kubeadm.Steps.Addons;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>Recognises network and storage plugins by what runs: the tag of their image is their version. Pure.</summary>
internal static class AddonObserver
{
    // The workload that a plugin's manifest has, by its name.
    private static readonly Dictionary<string, string> s_slots = new(StringComparer.Ordinal)
    {
        ["kube-flannel-ds"] = AddonSlots.Network,
        ["calico-node"] = AddonSlots.Network,
        ["antrea-agent"] = AddonSlots.Network,
        ["cilium"] = AddonSlots.Network,
        ["local-path-provisioner"] = AddonSlots.Storage,
    };

    /// <summary>Where the notes on installed add-ons are.</summary>
    public static string InventoryList { get; } = $"/api/v1/namespaces/{AddonInventory.Namespace}/configmaps?labelSelector={Uri.EscapeDataString(AddonInventory.Label)}";

    /// <summary>Versions by slot.</summary>
    /// <param name="workloads">DaemonSets and Deployments.</param>
    public static Dictionary<string, string> Versions(IEnumerable<JsonElement> workloads)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var workload in workloads)
        {
            if (s_slots.TryGetValue(workload.GetProperty("metadata").GetProperty("name").GetString()!, out var slot)
                && workload.GetProperty("spec").GetProperty("template").GetProperty("spec").GetProperty("containers").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } container
                && container.TryGetProperty("image", out var image) && TagOf(image.GetString()!) is { Length: > 0 } tag)
            {
                versions[slot] = tag;
            }
        }

        return versions;
    }

    /// <summary>Where the manifests of add-ons came from, by slot.</summary>
    /// <param name="inventories">The notes on installed add-ons.</param>
    public static IReadOnlyDictionary<string, string> Sources(IEnumerable<JsonElement> inventories) => inventories
        .Where(inventory => inventory.TryGetProperty("data", out var data) && data.TryGetProperty(AddonInventory.SourceKey, out _) && data.TryGetProperty(AddonInventory.SlotKey, out _))
        .GroupBy(inventory => inventory.GetProperty("data").GetProperty(AddonInventory.SlotKey).GetString()!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().GetProperty("data").GetProperty(AddonInventory.SourceKey).GetString()!, StringComparer.Ordinal);

    /// <summary>The tag of an image without a leading v; empty if it has none.</summary>
    public static string TagOf(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[(colon + 1)..].TrimStart('v') : "";
    }
}
