using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>Checks the network and storage plugins of a specification. Pure.</summary>
internal static class AddonValidation
{
    public static IEnumerable<FieldError> Validate(ClusterSpec spec) =>
    [
        .. Validate(spec.Networking.Cni, AddonSlots.Network, "spec.networking.clusterCni"),
        .. Validate(spec.Storage, AddonSlots.Storage, "spec.storage.clusterCsi"),
    ];

    private static IEnumerable<FieldError> Validate(ClusterAddon? addon, string slot, string field)
    {
        if (addon is null)
        {
            yield break;
        }

        if (addon.Manifest is { Length: > 0 } manifest && !Path.IsPathFullyQualified(manifest) && !Downloader.IsAllowed(manifest))
        {
            yield return Error(field, manifest, "must be an absolute path or an https URL");
        }

        if (addon.Sha256 is { Length: > 0 } sum && (sum.Length != 64 || !sum.All(char.IsAsciiHexDigit)))
        {
            yield return Error($"{field}.sha256", sum, "must be a SHA-256 checksum of 64 hexadecimal digits");
        }

        if (Unknown(addon, slot) is { } reason)
        {
            yield return Error(field, $"{addon.Name} {addon.Version}".Trim(), reason);
        }
    }

    private static string? Unknown(ClusterAddon addon, string slot)
    {
        try
        {
            AddonSource.Locate(addon, slot, "");
            return null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Invalid)
        {
            return e.Message;
        }
    }

    private static FieldError Error(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };
}
