using NuGet.Protocol.Core.Types;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>What a change works with.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Planner">Plans; opened only where sources are needed.</param>
/// <param name="Cache">Answers of sources, for this change.</param>
/// <param name="Progress">Takes steps.</param>
internal sealed record ChangeContext(PackageRequest Request, Lazy<PackagePlanner> Planner, SourceCacheContext Cache, IProgress<PackageStep> Progress);
