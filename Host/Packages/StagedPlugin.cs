using Reeve.Host.Packages.Store;

namespace Reeve.Host.Packages;

/// <summary>A plugin that was made of packages, verified and tried, and is not installed yet.</summary>
/// <param name="Directory">Where it lies.</param>
/// <param name="Record">What it is made of.</param>
internal sealed record StagedPlugin(string Directory, PackageRecord Record);
