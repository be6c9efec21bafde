using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>The options of an instance: which cloud, and where its credentials are.</summary>
internal sealed record OpenStackOptions
{
    /// <summary>The cloud and its credentials, for all tenants that have none of their own.</summary>
    public CloudOptions Cloud { get; set; } = new();

    /// <summary>The clouds and credentials of tenants, by name.</summary>
    public IReadOnlyDictionary<string, CloudOptions> Tenants { get; set; } = new Dictionary<string, CloudOptions>();

    /// <summary>Whether tenants that are not in <see cref="Tenants"/> share <see cref="Cloud"/>; else they are refused.</summary>
    /// <value>True.</value>
    public bool ShareCloud { get; set; } = true;

    /// <summary>What clusters have where they say nothing: fields of <c>spec.provider</c>.</summary>
    public JsonElement Defaults { get; set; }
}
