using System.Text;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Configuration.Toml;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>
/// What the files say that <c>MEX_K8SOS_CONFIG</c> and <c>MEX_K8SOS_USERDATA</c> name: what a request leaves open, and the cloud-init of all machines.
/// </summary>
internal sealed record SeedDefaults
{
    /// <summary>None.</summary>
    public static SeedDefaults None { get; } = new();

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The availability zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The image, by name or id.</summary>
    public string? Image { get; init; }

    /// <summary>The network, by name or id.</summary>
    public string? Network { get; init; }

    /// <summary>The Nova flavor of machines, by name or id.</summary>
    public string? Flavor { get; init; }

    /// <summary>The fixed addresses of machines; one machine for each.</summary>
    public IReadOnlyList<string> NodeAddresses { get; init; } = [];

    /// <summary>The role of each of them: <c>k8s-master</c> or <c>k8s-node</c>.</summary>
    public IReadOnlyList<string> NodeRoles { get; init; } = [];

    /// <summary>The address of the proxy, told to machines in their metadata.</summary>
    public string? ProxyAddress { get; init; }

    /// <summary>A cloud-init document of the site.</summary>
    public string? UserData { get; init; }

    /// <summary>Reads what the variables name; <see cref="None"/> if they name nothing.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a file cannot be read, or makes no sense; with the line.</exception>
    public static SeedDefaults Load(IReadOnlyDictionary<string, string> environment)
    {
        var table = environment.GetValueOrDefault("MEX_K8SOS_CONFIG") is { Length: > 0 } path ? TomlReader.Read(ReadFile(path), path) : new TomlTable();
        var defaults = table.Table("defaults");
        var cluster = table.Table("kubernetes");
        var found = new SeedDefaults
        {
            Region = defaults.Text("region"),
            Zone = defaults.Text("zone"),
            Image = defaults.Text("image"),
            Network = defaults.Text("network"),
            Flavor = defaults.Text("flavor"),
            NodeAddresses = cluster.Texts("nodeaddrs"),
            NodeRoles = cluster.Texts("noderoles"),
            ProxyAddress = cluster.Text("proxyaddr"),
            UserData = environment.GetValueOrDefault("MEX_K8SOS_USERDATA") is { Length: > 0 } userData ? ReadUserData(userData) : null,
        };
        return found.NodeRoles.Count == found.NodeAddresses.Count || found.NodeRoles.Count == 0 ? found
            : throw new ProviderException(ErrorReason.Invalid, $"{environment["MEX_K8SOS_CONFIG"]}: noderoles has {found.NodeRoles.Count} entries and nodeaddrs {found.NodeAddresses.Count}.");
    }

    /// <summary>The same as fields of <c>spec.provider</c>; empty where the files say nothing.</summary>
    public JsonObject ToProvider()
    {
        var provider = new JsonObject();
        Set(provider, "image", Image);
        Set(provider, "flavor", Flavor);
        Set(provider, "zones", Zone is null ? null : new JsonArray(Zone));
        Set(provider, "network", Network is null ? null : new JsonObject { ["existing"] = Network });
        Set(provider, "cloudInit", UserData is null ? null : new JsonObject { ["masterTemplate"] = UserData, ["workerTemplate"] = UserData });
        if (ProxyAddress is not null)
        {
            provider["metadata"] = new JsonObject { ["edgeproxy"] = ProxyAddress };
        }

        if (NodeAddresses.Count > 0)
        {
            // Without roles the first machine is the master.
            var isMaster = NodeAddresses.Select((_, index) => NodeRoles.Count == 0 ? index == 0 : NodeRoles[index].Contains("master", StringComparison.Ordinal)).ToList();
            provider["masters"] = Group(NodeAddresses.Where((_, index) => isMaster[index]));
            var workers = Group(NodeAddresses.Where((_, index) => !isMaster[index]));
            workers["name"] = "worker";
            provider["pools"] = new JsonArray(workers);
        }

        return provider;
    }

    private static void Set(JsonObject provider, string name, JsonNode? value)
    {
        if (value is not null)
        {
            provider[name] = value;
        }
    }

    private static JsonObject Group(IEnumerable<string> addresses)
    {
        var list = new JsonArray([.. addresses.Select(address => (JsonNode)address)]);
        return new JsonObject { ["count"] = list.Count, ["addresses"] = list };
    }

    private static string ReadUserData(string path)
    {
        var text = ReadFile(path);
        return text.StartsWith('#') || text.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase) ? text
            : throw new ProviderException(ErrorReason.Invalid, $"{path}: cloud-init knows a document by its first line, such as #cloud-config; this one begins with something else.");
    }

    private static string ReadFile(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
