namespace Reeve.Runtime.Nodes;

/// <summary>
/// A node's part of a machine that several nodes divide, as an interval of 0 to 1. The intervals of all nodes together cover it, so that
/// rounding neither loses a unit nor gives one twice.
/// </summary>
public readonly record struct NodeShare
{
    /// <summary>The shares of the nodes before this one.</summary>
    public double Begin { get; private init; }

    /// <summary>The shares of the nodes up to and with this one.</summary>
    public double End { get; private init; }

    /// <summary>The whole machine.</summary>
    public static NodeShare All { get; } = new() { Begin = 0, End = 1 };

    /// <summary>Whether it is the whole machine.</summary>
    public bool IsAll => Begin <= 0 && End >= 1;

    /// <summary>Divides a machine.</summary>
    /// <param name="shares">What each node asks for, from 0 to 1; null for an equal part of what the others leave.</param>
    /// <returns>The parts, in the same order.</returns>
    /// <exception cref="ArgumentException">The shares are together more than 1, or leave nothing to a node that names none; the message says so.</exception>
    public static IReadOnlyList<NodeShare> Divide(IReadOnlyList<double?> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Any(share => share is <= 0 or > 1 || share is { } number && double.IsNaN(number)))
        {
            throw new ArgumentException("A share is more than 0 and at most 1.", nameof(shares));
        }

        var open = shares.Count(share => share is null);
        var rest = 1 - shares.Sum(share => share ?? 0);
        if (rest < -1e-9)
        {
            throw new ArgumentException("The shares of the nodes are together more than 1.", nameof(shares));
        }

        if (open > 0 && rest <= 1e-9)
        {
            throw new ArgumentException("The shares leave nothing to the nodes without one.", nameof(shares));
        }

        var parts = new List<NodeShare>();
        var begin = 0.0;
        foreach (var share in shares)
        {
            var end = Math.Min(1, begin + (share ?? (rest / open)));
            parts.Add(new NodeShare { Begin = begin, End = end > 1 - 1e-9 ? 1 : end });
            begin = end;
        }

        return parts;
    }
}
