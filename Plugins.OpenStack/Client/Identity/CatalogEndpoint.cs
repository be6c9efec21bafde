namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Where a service is.</summary>
internal sealed record CatalogEndpoint
{
    /// <summary><c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    public string Interface { get; set; } = "";

    /// <summary>Its region.</summary>
    public string? RegionId { get; set; }

    /// <summary>The same from an old Keystone.</summary>
    public string? Region { get; set; }

    /// <summary>Its address.</summary>
    public string Url { get; set; } = "";
}
