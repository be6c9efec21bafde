namespace Reeve.Plugins.OpenStack.Client.Volumes;

/// <summary>A volume.</summary>
internal sealed record Volume
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What is said of it.</summary>
    public string? Description { get; set; }

    /// <summary><c>creating</c>, <c>available</c>, <c>in-use</c>, <c>error</c>, <c>deleting</c> and more.</summary>
    public string Status { get; set; } = "";

    /// <summary>GiB.</summary>
    public int Size { get; set; }

    /// <summary>Its type.</summary>
    public string? VolumeType { get; set; }

    /// <summary>Where it is.</summary>
    public string? AvailabilityZone { get; set; }

    /// <summary>Its metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>The servers that have it.</summary>
    public IReadOnlyList<VolumeConnection> Attachments { get; set; } = [];
}
