using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Separates passwords from what is wanted.</summary>
internal static class ClusterGoals
{
    /// <summary>The goal, without its password, and the password where it is a new one.</summary>
    /// <param name="desired">What is wanted, with the password on its way in.</param>
    /// <param name="before">What was wanted.</param>
    /// <param name="stored">Gives the password that a secret holds; null for none.</param>
    public static (ClusterGoal Goal, string? Password) Of(ClusterDesired desired, ClusterGoal? before, Func<string, string?> stored)
    {
        if (desired.Registry is not { } registry)
        {
            return (new ClusterGoal { Desired = desired }, null);
        }

        var stays = registry.Authenticates && before is { PasswordSecret.Length: > 0 } && before.Desired.Registry?.Username == registry.Username;
        var clean = desired with { Registry = registry with { Password = "" } };
        if (registry is { Customised: true, Authenticates: true, Password: { Length: > 0 } password } && !(stays && IsSame(password, stored(before!.PasswordSecret))))
        {
            // A name of its own: until the operation is done, the old password is still needed.
            return (new ClusterGoal { Desired = clean, PasswordSecret = $"registry-password.{RandomNumberGenerator.GetHexString(8, lowercase: true)}" }, password);
        }

        return (new ClusterGoal { Desired = clean, PasswordSecret = stays ? before!.PasswordSecret : "" }, null);
    }

    private static bool IsSame(string password, string? stored) =>
        stored is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(stored));
}
