namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A role that a trust hands on.</summary>
internal sealed record TrustRole
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }
}
