namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>Machines that are alike: the masters, or a pool of workers.</summary>
internal sealed record MachineGroupSpec
{
    /// <summary>The pool's name; masters have none of their own.</summary>
    public string Name { get; set; } = "";

    /// <summary>How many.</summary>
    public int Count { get; set; } = 1;

    /// <summary>The cloud's machine type (Nova flavor), by name or id.</summary>
    public string Flavor { get; set; } = "";

    /// <summary>The image, by name or id; empty for the cluster's.</summary>
    public string Image { get; set; } = "";

    /// <summary>A volume to boot from; null to boot from the machine type's own disk.</summary>
    public VolumeSpec? RootVolume { get; set; }

    /// <summary>Further volumes, empty and unformatted.</summary>
    public List<VolumeSpec> Volumes { get; set; } = [];

    /// <summary>Fixed addresses, one for each machine in order; empty for any.</summary>
    public List<string> Addresses { get; set; } = [];

    /// <summary>Availability zones that the machines take in turn; empty for the cluster's.</summary>
    public List<string> Zones { get; set; } = [];

    /// <summary>Whether each machine has a floating address.</summary>
    public bool FloatingIps { get; set; }
}
