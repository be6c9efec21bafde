using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Kinds;

/// <summary>Something that a cluster has in the cloud, as it was seen. Immutable; part of observations.</summary>
internal sealed record CloudResource
{
    /// <summary>Its kind: <c>port</c>, <c>server</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; of what has none, that of what it belongs to.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its status in the cloud's words; empty where there is none.</summary>
    public string Status { get; set; } = "";

    /// <summary>Its address, if it is one or has one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; set; }

    /// <summary>What it belongs to: a port's server, a floating address's port, a subnet's network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Parent { get; set; }

    /// <summary>What went wrong with it, in the cloud's words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fault { get; set; }

    /// <summary>Further facts by name, such as a server's metadata of ours.</summary>
    public Dictionary<string, string> Facts { get; set; } = [];

    /// <summary>Its tags.</summary>
    public List<string> Tags { get; set; } = [];
}
