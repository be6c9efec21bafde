using Reeve.Runtime.Operations;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>What became of one run of the matrix.</summary>
internal sealed record CrashRun
{
    /// <summary>Whether it came to that call.</summary>
    public required bool Came { get; init; }

    /// <summary>Whether it ended in what was wanted, or in what was there before.</summary>
    public required bool IsRight { get; init; }

    public required OperationState State { get; init; }

    /// <summary>Whether anything was left after the cluster was removed.</summary>
    public required int Orphans { get; init; }

    public required string Description { get; init; }
}
