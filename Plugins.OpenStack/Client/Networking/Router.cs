namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>A router.</summary>
internal sealed record Router
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; set; } = "";

    /// <summary><c>ACTIVE</c>, <c>BUILD</c>, <c>DOWN</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary>How it reaches the outside, if it does.</summary>
    public ExternalGateway? ExternalGatewayInfo { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
