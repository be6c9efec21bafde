namespace Reeve.Plugins.OpenStack.Client.Placement;

/// <summary>What has resources: a hypervisor.</summary>
internal sealed record ResourceProvider
{
    /// <summary>Its id.</summary>
    public string Uuid { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Grows with each change.</summary>
    public int Generation { get; set; }
}
