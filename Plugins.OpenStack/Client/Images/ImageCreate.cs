namespace Reeve.Plugins.OpenStack.Client.Images;

/// <summary>An image to be made; its data are uploaded afterwards.</summary>
internal sealed record ImageCreate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>qcow2</c>, <c>raw</c>, …</summary>
    public string DiskFormat { get; init; } = "raw";

    /// <summary><c>bare</c>, …</summary>
    public string ContainerFormat { get; init; } = "bare";

    /// <summary><c>private</c>, <c>public</c> (for administrators), …</summary>
    public string? Visibility { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
