namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>When a certificate is replaced: around 80 % of its life, each at a time of its own so that a cluster's nodes do not come all at once.</summary>
internal static class RotationSchedule
{
    /// <summary>The time, between 70 % and 90 % of the life.</summary>
    /// <param name="notBefore">Begin of the life.</param>
    /// <param name="notAfter">End of the life.</param>
    /// <param name="random">From 0 to 1.</param>
    public static DateTimeOffset DueAt(DateTimeOffset notBefore, DateTimeOffset notAfter, double random) =>
        notBefore + ((notAfter - notBefore) * (0.7 + (0.2 * random)));
}
