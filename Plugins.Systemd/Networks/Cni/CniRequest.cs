using System.Text.Json.Nodes;

namespace Reeve.Plugins.Systemd.Networks.Cni;

/// <summary>Which attachment a list of plugins is to make, check or remove.</summary>
internal sealed record CniRequest
{
    /// <summary>What plugins know the attachment by; letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The file of the namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The interface inside.</summary>
    public string Interface { get; init; } = "eth0";

    /// <summary>Further words for plugins, as <c>KEY=value;…</c>.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>What plugins are given that declare the capability of that name.</summary>
    public JsonObject Capabilities { get; init; } = [];
}
