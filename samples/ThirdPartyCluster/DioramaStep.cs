using System.Text.Json.Serialization;

namespace Diorama;

/// <summary>What a step needs, and what was there before it: both go through the agent's journal.</summary>
public sealed record DioramaStep
{
    /// <summary>The file.</summary>
    public string Path { get; set; } = "";

    /// <summary>What shall be in it, or was; empty for no cluster.</summary>
    public string Content { get; set; } = "";
}

/// <summary>By source generation: reflection would keep the plugin from unloading.</summary>
[JsonSerializable(typeof(DioramaStep))]
internal sealed partial class DioramaJson : JsonSerializerContext;
