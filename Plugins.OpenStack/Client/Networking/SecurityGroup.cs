using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Rules for what passes to and from ports.</summary>
internal sealed record SecurityGroup
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary>Its rules.</summary>
    [JsonPropertyName("security_group_rules")]
    public IReadOnlyList<SecurityGroupRule> Rules { get; set; } = [];

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
