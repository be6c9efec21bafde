using System.Text.Json.Nodes;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>What is kept of a pod's network while it exists, so that it can be used and removed by a later agent with other settings.</summary>
internal sealed record PodNetworkRecord
{
    /// <summary>What the pod asked of the network: port mappings, bandwidth.</summary>
    public JsonObject Capabilities { get; set; } = [];

    /// <summary>Further words for plugins.</summary>
    public string Arguments { get; set; } = "";

    /// <summary>The list of plugins that the network was made by.</summary>
    public string List { get; set; } = "";

    /// <summary>The answer of the last plugin; null as long as the network is being made.</summary>
    public JsonNode? Result { get; set; }
}
