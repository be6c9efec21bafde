using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Backup;

/// <summary>What kubeadm's manifest of etcd says.</summary>
internal sealed partial record EtcdManifest
{
    private const string Path = $"{KubernetesPaths.Manifests}/etcd.yaml";

    public required string Image { get; init; }

    public required string Name { get; init; }

    public required string DataDirectory { get; init; }

    public required string PeerUrls { get; init; }

    public required string Cluster { get; init; }

    /// <summary>The program that restores snapshots: from etcd 3.6 on one of its own. Source: https://etcd.io/docs/v3.6/upgrades/upgrade_3_6/.</summary>
    public string RestoreProgram => Tag().Match(Image) is { Success: true } tag && Version.Parse(tag.Groups[1].Value) >= new Version(3, 6) ? "etcdutl" : "etcdctl";

    /// <summary>Reads it, or null if etcd is not in this cluster.</summary>
    public static async Task<EtcdManifest?> ReadAsync(IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(Path, cancellationToken) is { } bytes ? Parse(Encoding.UTF8.GetString(bytes.Span)) : null;

    /// <summary>Parses it.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is not as kubeadm writes it.</exception>
    public static EtcdManifest Parse(string content)
    {
        var flags = Flag().Matches(content).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        string Value(string flag) => flags.TryGetValue(flag, out var value)
            ? value
            : throw new ProviderException(ErrorReason.Invalid, $"{Path} has no --{flag}: it is not as kubeadm writes it.");
        return new EtcdManifest
        {
            Image = ImageLine().Match(content) is { Success: true } image
                ? image.Groups[1].Value
                : throw new ProviderException(ErrorReason.Invalid, $"{Path} has no image: it is not as kubeadm writes it."),
            Name = Value("name"),
            DataDirectory = Value("data-dir"),
            PeerUrls = Value("initial-advertise-peer-urls"),
            Cluster = Value("initial-cluster"),
        };
    }

    [GeneratedRegex(@"^\s*image:\s*(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex ImageLine();

    [GeneratedRegex(@"^\s*- --(name|data-dir|initial-advertise-peer-urls|initial-cluster)=(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Flag();

    [GeneratedRegex(@":v?(\d+\.\d+)[^:/]*\z")]
    private static partial Regex Tag();
}
