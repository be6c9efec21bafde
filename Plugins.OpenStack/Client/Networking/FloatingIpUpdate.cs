using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Where a floating address leads to from now on.</summary>
internal sealed record FloatingIpUpdate
{
    /// <summary>The port; null: nowhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PortId { get; init; }

    /// <summary>What is said of it; null: that stays.</summary>
    public string? Description { get; init; }
}
