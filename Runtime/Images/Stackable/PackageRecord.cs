namespace Reeve.Runtime.Images.Stackable;

/// <summary>A package that was installed from a repository.</summary>
internal sealed record PackageRecord
{
    /// <summary><c>product:version</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>Bytes on disk.</summary>
    public long SizeBytes { get; init; }

    /// <summary>When it was installed.</summary>
    public DateTimeOffset InstalledAt { get; init; }
}
