namespace Reeve.Plugins.Process.Mounts;

/// <summary>The steps that build a container's view of the file system, and whom each of them serves.</summary>
internal sealed record MountPlan
{
    public static MountPlan Empty { get; } = new() { Operations = [], Purposes = [] };

    public required IReadOnlyList<MountOperation> Operations { get; init; }

    /// <summary>For each operation what it is for, to put into a message.</summary>
    public required IReadOnlyList<string> Purposes { get; init; }
}
