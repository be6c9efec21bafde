namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A volume of a server.</summary>
internal sealed record AttachedVolume
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";
}
