namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>A project.</summary>
internal sealed record Project
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its domain.</summary>
    public string DomainId { get; set; } = "";

    /// <summary>Whether it may be used.</summary>
    public bool Enabled { get; set; }
}
