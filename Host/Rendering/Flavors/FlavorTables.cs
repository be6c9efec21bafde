using System.Globalization;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Rendering.Flavors;

/// <summary>Flavors in rows.</summary>
internal static class FlavorTables
{
    /// <summary>Writes flavors.</summary>
    public static void WriteFlavors(TextWriter output, IEnumerable<FlavorDocument> flavors)
    {
        var table = new TextTable("NAME", "TENANT", "TYPE", "REVISION", "VERSION", "CLUSTERS", "FROM", "DESCRIPTION");
        foreach (var flavor in flavors)
        {
            table.Add(
                flavor.Name ?? "", flavor.Tenant ?? "", flavor.Type ?? "", Text(flavor.Revision), flavor.Spec?.Version ?? "", Text(flavor.UsedBy?.Count ?? 0), From(flavor), flavor.Description ?? "");
        }

        table.WriteTo(output);
    }

    /// <summary>Writes the revisions of a flavor, and the clusters that were made from it.</summary>
    public static void WriteRevisions(TextWriter output, FlavorDocument flavor)
    {
        output.WriteLine($"{PlainText.OneLine(flavor.Name ?? "")} of {(flavor.Tenant is { } tenant ? $"the tenant {ClusterKey.Shown(tenant)}" : "all tenants")}, for clusters of the type {PlainText.OneLine(flavor.Type ?? "")}");
        if (flavor.UsedBy is { Count: > 0 } users)
        {
            output.WriteLine($"used by {string.Join(", ", users)}");
        }

        var table = new TextTable("REVISION", "CREATED", "BY", "VERSION", "DESCRIPTION");
        foreach (var revision in flavor.Revisions ?? [])
        {
            table.Add(Text(revision.Revision), revision.CreatedAt ?? "", From(revision), revision.Spec?.Version ?? "", revision.Description ?? "");
        }

        table.WriteTo(output);
    }

    private static string From(FlavorDocument flavor) => flavor.Plugin is { } plugin ? $"plugin {plugin}" : flavor.CreatedBy ?? "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
