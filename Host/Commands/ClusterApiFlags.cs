using System.CommandLine;

namespace Reeve.Host.Commands;

/// <summary>Flags of commands that may serve the cluster API.</summary>
internal static class ClusterApiFlags
{
    /// <summary>Addresses that are open to everybody.</summary>
    public static Option<string[]> InsecureBind() => new("--insecure-bind")
    {
        Description = "Address off loopback on which the cluster API may listen without TLS, for everybody who reaches it; may be repeated.",
        HelpName = "ADDR",
        DefaultValueFactory = static _ => [],
    };

    /// <summary>The settings that the flag sets.</summary>
    public static IEnumerable<(string Key, string? Value)> Values(ParseResult result, Option<string[]> insecure) =>
        (result.GetValue(insecure) ?? []).Select(static address => ("clusterApi.insecureBind", (string?)address));
}
