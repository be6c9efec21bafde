using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Plugins.Systemd.Networks.Cni;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>How the networks of new pods are made.</summary>
internal sealed class NetworkSettings
{
    private const string DefaultRange = "10.88.0.0/16";
    private const int BridgeDigits = 8; // bridges are named within 15 characters
    private static readonly string[] DefaultDirectories = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

    private readonly IReadOnlyList<string> _ranges;
    private readonly CniList? _configured;
    private readonly string _owner;

    private NetworkSettings(SystemdOptions options, Owner owner)
    {
        Enabled = options.Network == SystemdOptions.PodNetwork;
        _ranges = options.PodCidrs;
        Programs = options.CniPlugins.Count > 0 ? options.CniPlugins : DefaultDirectories;
        _configured = Enabled && options.CniConfig is { Length: > 0 } path ? Load(path) : null;
        _owner = owner.Token;
    }

    /// <summary>Whether new pods get a network of their own.</summary>
    public bool Enabled { get; }

    /// <summary>Where the plugins are.</summary>
    public IReadOnlyList<string> Programs { get; }

    /// <exception cref="ProviderException">Invalid: the configured list cannot be used.</exception>
    public static NetworkSettings Of(SystemdOptions options, Owner owner) => new(options, owner);

    /// <summary>The network of a new pod: the site's own, or a bridge with the ranges that are configured, or that the cluster has given to the node.</summary>
    public CniList ListFor(JsonObject demands, string allocations, IReadOnlyList<string> given)
    {
        var ranges = _ranges.Count > 0 ? _ranges : given;
        return _configured ?? DefaultCniList.Make(BridgeOf(ranges), ranges.Count > 0 ? ranges : [DefaultRange], allocations, demands);
    }

    /// <summary>Whether some plugin takes a demand of this name.</summary>
    public bool Takes(string capability) =>
        _configured is null || _configured.Plugins.Any(plugin => plugin["capabilities"]?[capability] is JsonValue value && value.TryGetValue<bool>(out var taken) && taken);

    /// <summary>Two nodes of a machine have one each, and so have ranges that follow one another: a bridge keeps its address as long as pods are on it.</summary>
    private string BridgeOf(IReadOnlyList<string> ranges)
    {
        var digits = ranges.Count == 0 ? _owner : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_owner} {string.Join(' ', ranges)}")));
        return string.Create(CultureInfo.InvariantCulture, $"reeve-{digits.AsSpan(0, Math.Min(BridgeDigits, digits.Length))}");
    }

    private static CniList Load(string path)
    {
        try
        {
            var file = Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*.conflist").Order(StringComparer.Ordinal).FirstOrDefault()
                    ?? throw new ProviderException(ErrorReason.Invalid, $"There is no *.conflist in {path}.")
                : path;
            return CniList.Parse(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The network configuration {path} cannot be used: {exception.Message}", exception);
        }
    }
}
