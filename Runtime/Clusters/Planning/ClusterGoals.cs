using System.Security.Cryptography;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Separates passwords from what is wanted.</summary>
internal static class ClusterGoals
{
    /// <summary>The goal, without its password, and the password where it is a new one.</summary>
    /// <param name="desired">What is wanted, with the password on its way in.</param>
    /// <param name="before">What was wanted.</param>
    public static (ClusterGoal Goal, string? Password) Of(ClusterDesired desired, ClusterGoal? before)
    {
        if (desired.Registry is not { } registry)
        {
            return (new ClusterGoal { Desired = desired }, null);
        }

        var clean = desired with { Registry = registry with { Password = "" } };
        if (registry is { Customised: true, Authenticates: true, Password: { Length: > 0 } password })
        {
            // A name of its own: until the operation is done, the old password is still needed.
            return (new ClusterGoal { Desired = clean, PasswordSecret = $"registry-password.{RandomNumberGenerator.GetHexString(8, lowercase: true)}" }, password);
        }

        var stays = registry.Authenticates && before?.Desired.Registry?.Username == registry.Username;
        return (new ClusterGoal { Desired = clean, PasswordSecret = stays ? before!.PasswordSecret : "" }, null);
    }
}
