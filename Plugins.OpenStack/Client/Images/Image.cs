namespace Reeve.Plugins.OpenStack.Client.Images;

/// <summary>An image.</summary>
internal sealed record Image
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Its name; names need not be unique.</summary>
    public string? Name { get; set; }

    /// <summary><c>queued</c>, <c>saving</c>, <c>active</c>, <c>deactivated</c>, <c>killed</c>, <c>deleted</c>.</summary>
    public string Status { get; set; } = "";

    /// <summary><c>public</c>, <c>community</c>, <c>shared</c> or <c>private</c>.</summary>
    public string Visibility { get; set; } = "";

    /// <summary>The least disk in GiB.</summary>
    public int MinDisk { get; set; }

    /// <summary>The least memory in MiB.</summary>
    public int MinRam { get; set; }

    /// <summary>Octets.</summary>
    public long? Size { get; set; }

    /// <summary><c>qcow2</c>, <c>raw</c>, …</summary>
    public string? DiskFormat { get; set; }

    /// <summary><c>bare</c>, …</summary>
    public string? ContainerFormat { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The project that it belongs to.</summary>
    public string? Owner { get; set; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];
}
