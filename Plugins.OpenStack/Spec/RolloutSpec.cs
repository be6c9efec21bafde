namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>How machines are replaced when what they were made with changes.</summary>
internal sealed record RolloutSpec
{
    /// <summary>How many machines more than wanted a pool may have meanwhile; 0: the old ones go first. Masters are replaced one after the other.</summary>
    public int MaxSurge { get; set; } = 1;

    /// <summary>How many are replaced at a time where the old ones go first: no surge, fixed addresses, volumes of their own.</summary>
    public int MaxUnavailable { get; set; } = 1;

    /// <summary>How long a node may take to get rid of its pods, in minutes.</summary>
    public int DrainMinutes { get; set; } = 10;

    /// <summary>Whether the only master may be replaced: a second one joins it, takes etcd's data over, and the first one goes.</summary>
    public bool SingleMaster { get; set; }
}
