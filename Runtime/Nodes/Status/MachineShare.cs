using System.Numerics;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>Divides one machine among its nodes so that nothing is lost and nothing is given twice.</summary>
internal static class MachineShare
{
    // What is no amount of the machine but a limit of each provider.
    private const string Pods = "pods";

    /// <summary>A node's part of a machine's resources: whole bytes, whole devices, whole thousandths of a processor.</summary>
    /// <param name="resources">Those of the machine.</param>
    /// <param name="share">The part, as an interval of 0 to 1: the shares of the nodes before this one, and those with this one.</param>
    public static IReadOnlyDictionary<string, Quantity> Of(IReadOnlyDictionary<string, Quantity> resources, NodeShare share) => share.IsAll
        ? resources
        : resources.ToDictionary(pair => pair.Key, pair => pair.Key == Pods ? pair.Value : Part(pair.Key, pair.Value, share));

    private static Quantity Part(string name, Quantity whole, NodeShare share)
    {
        var scale = name == "cpu" ? QuantityScale.Milli : QuantityScale.Unit;
        var units = whole.ToInt64RoundedUp(scale);
        return Quantity.FromScaled(Cut(units, share.End) - Cut(units, share.Begin), scale, whole.Format);
    }

    // Every cut is rounded alike, so that where one node's part ends the next one's begins.
    private static long Cut(long units, double at) => (long)(units * (BigInteger)Math.Round(at * 1e9) / 1_000_000_000);
}
