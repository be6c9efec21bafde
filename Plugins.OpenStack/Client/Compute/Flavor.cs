using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A size of servers.</summary>
internal sealed record Flavor
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Processors.</summary>
    public int Vcpus { get; set; }

    /// <summary>Memory in MiB.</summary>
    public int Ram { get; set; }

    /// <summary>Root disk in GiB; 0: as large as the image.</summary>
    public int Disk { get; set; }

    /// <summary>A second disk in GiB.</summary>
    [JsonPropertyName("OS-FLV-EXT-DATA:ephemeral")]
    public int Ephemeral { get; set; }

    /// <summary>Whether all projects may use it.</summary>
    [JsonPropertyName("os-flavor-access:is_public")]
    public bool IsPublic { get; set; } = true;

    /// <summary>What else it says, where the user may see it.</summary>
    public IReadOnlyDictionary<string, string>? ExtraSpecs { get; set; }
}
