namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>What this process knows of whether a cluster refuses writes.</summary>
internal enum FreezeState
{
    /// <summary>Nothing: an earlier process may have left something.</summary>
    Unknown = 0,

    /// <summary>It refuses them, or is about to.</summary>
    Frozen,

    /// <summary>It allows them.</summary>
    Thawed,

    /// <summary>It allows them until the operation that is stuck goes on.</summary>
    ThawedWhileStuck,
}
