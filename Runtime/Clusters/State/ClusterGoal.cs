namespace Reeve.Runtime.Clusters.State;

/// <summary>What is wanted of a cluster, as it is kept: its password is a secret that this names.</summary>
internal sealed record ClusterGoal
{
    public required ClusterDesired Desired { get; init; }

    /// <summary>The secret with the registry's password; empty for none.</summary>
    public string PasswordSecret { get; init; } = "";

    /// <summary>Whether settings were changed together with the version: the upgrade leaves them, and a change of their own follows it.</summary>
    public bool SettingsPending { get; init; }
}
