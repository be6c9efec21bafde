using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>
/// What a machine is made with and cannot change afterwards, as a short hash: another one means another machine. Names count as they were written: that an
/// image's name stands for a newer one since does not replace machines by itself. Pure.
/// </summary>
internal static class MachineRevision
{
    private const int Length = 16;

    public static string Of(ClusterSpec cluster, OpenStackSpec spec, Machine machine)
    {
        var text = new StringBuilder();
        Add("version", cluster.Version);
        Add("image", machine.Spec.Image.Length > 0 ? machine.Spec.Image : spec.Image);
        Add("flavor", machine.Spec.Flavor.Length > 0 ? machine.Spec.Flavor : spec.Flavor);
        Add("keypair", $"{spec.Keypair.Name} {spec.Keypair.PublicKey}");
        Add("zone", MachinePlan.Zone(machine, spec) ?? "");
        Add("root", machine.Spec.RootVolume is { } root ? Text(root) : "");
        Add("volumes", string.Join(';', machine.Spec.Volumes.Select(Text)));
        Add("start", JsonSerializer.Serialize(spec.CloudInit, SpecJson.Default.CloudInitSpec));
        Add("drive", spec.ConfigDrive.ToString());
        Add("domain", spec.Domain);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];

        void Add(string what, string value) => text.Append(CultureInfo.InvariantCulture, $"{what}={value.Length}:{value}\n");
    }

    private static string Text(VolumeSpec volume) => string.Create(CultureInfo.InvariantCulture, $"{volume.Name} {volume.SizeGiB} {volume.Type}");
}
