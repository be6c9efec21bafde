using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Plugins.Systemd.Networks.Cni;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>How the networks of new pods are made.</summary>
internal sealed class NetworkSettings
{
    private const string DefaultRange = "10.88.0.0/16";
    private static readonly string[] DefaultDirectories = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

    private readonly IReadOnlyList<string> _ranges;
    private readonly CniList? _configured;
    private readonly string _bridge;

    private NetworkSettings(SystemdOptions options, Owner owner)
    {
        Enabled = options.Network == SystemdOptions.PodNetwork;
        _ranges = options.PodCidrs.Count > 0 ? options.PodCidrs : [DefaultRange];
        Programs = options.CniPlugins.Count > 0 ? options.CniPlugins : DefaultDirectories;
        _configured = Enabled && options.CniConfig is { Length: > 0 } path ? Load(path) : null;
        // Bridges are named within 15 characters, and two nodes of a machine have one each.
        _bridge = string.Create(CultureInfo.InvariantCulture, $"reeve-{owner.Token.AsSpan(0, Math.Min(8, owner.Token.Length))}");
    }

    /// <summary>Whether new pods get a network of their own.</summary>
    public bool Enabled { get; }

    /// <summary>Where the plugins are.</summary>
    public IReadOnlyList<string> Programs { get; }

    /// <exception cref="ProviderException">Invalid: the configured list cannot be used.</exception>
    public static NetworkSettings Of(SystemdOptions options, Owner owner) => new(options, owner);

    public CniList ListFor(JsonObject demands, string allocations) => _configured ?? DefaultCniList.Make(_bridge, _ranges, allocations, demands);

    /// <summary>Whether some plugin takes a demand of this name.</summary>
    public bool Takes(string capability) =>
        _configured is null || _configured.Plugins.Any(plugin => plugin["capabilities"]?[capability] is JsonValue value && value.TryGetValue<bool>(out var taken) && taken);

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
