namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>A flavor to be made; for administrators.</summary>
internal sealed record FlavorCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Processors.</summary>
    public int Vcpus { get; init; }

    /// <summary>Memory in MiB.</summary>
    public int Ram { get; init; }

    /// <summary>Root disk in GiB.</summary>
    public int Disk { get; init; }
}
