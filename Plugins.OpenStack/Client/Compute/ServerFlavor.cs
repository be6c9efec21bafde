using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>What a server was made as; later changes of the flavor do not show.</summary>
internal sealed record ServerFlavor
{
    /// <summary>The name of the flavor.</summary>
    [JsonPropertyName("original_name")]
    public string OriginalName { get; set; } = "";

    /// <summary>Processors.</summary>
    public int Vcpus { get; set; }

    /// <summary>Memory in MiB.</summary>
    public int Ram { get; set; }

    /// <summary>Root disk in GiB.</summary>
    public int Disk { get; set; }
}
