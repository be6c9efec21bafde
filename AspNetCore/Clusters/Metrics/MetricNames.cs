namespace Reeve.AspNetCore.Clusters.Metrics;

/// <summary>Names of meters.</summary>
internal static class MetricNames
{
    /// <summary>What the process uses.</summary>
    public const string Process = "Host.Process";

    /// <summary>Beginnings of the names of all meters that are shown and exported.</summary>
    public static readonly IReadOnlyList<string> Prefixes = ["Reeve.", Process, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];
}
