namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>A volume of each machine of a group.</summary>
internal sealed record VolumeSpec
{
    /// <summary>Its name within the machine; not needed for the root volume.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its size in GiB.</summary>
    public int SizeGiB { get; set; }

    /// <summary>The cloud's volume type; empty for its default.</summary>
    public string Type { get; set; } = "";
}
