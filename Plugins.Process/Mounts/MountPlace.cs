using Reeve.Containers;

namespace Reeve.Plugins.Process.Mounts;

/// <summary>Where a walk came to: the deepest place that exists, and the names that are missing below it.</summary>
/// <param name="Path">Without links, in the container's view.</param>
/// <param name="Kind">What is there.</param>
/// <param name="Missing">Names to make, outermost first.</param>
/// <param name="Volume">The volume that the place is in, if any.</param>
/// <param name="OnDisk">Whether the place is the machine's, not one that was made for the container.</param>
internal sealed record MountPlace(string Path, EntryKind Kind, IReadOnlyList<string> Missing, ContainerMount? Volume, bool OnDisk);
