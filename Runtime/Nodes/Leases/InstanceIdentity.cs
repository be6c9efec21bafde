using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Nodes.Leases;

/// <summary>
/// Which agent this is among all that might use one node name: random, kept in the state directory, and bound to the machine so that a copied
/// disk is not taken for the original.
/// </summary>
internal static class InstanceIdentity
{
    private const string FileName = "instance";

    /// <summary>Reads the identity, or makes it.</summary>
    /// <param name="directory">The state directory, held by this agent alone.</param>
    /// <param name="machineId">The machine's id; may be empty.</param>
    public static string Open(string directory, string machineId)
    {
        var path = Path.Combine(directory, FileName);
        var own = File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        if (own.Length != 32 || !own.All(char.IsAsciiHexDigitLower))
        {
            own = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            StateFiles.Replace(path, Encoding.ASCII.GetBytes(own + "\n"), durable: true);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{own}:{machineId}")).AsSpan(0, 16));
    }
}
