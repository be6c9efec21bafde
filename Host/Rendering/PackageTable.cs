using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Rendering;

/// <summary>Plugin packages for people.</summary>
internal static class PackageTable
{
    /// <summary>Writes what became of a change, a sentence for each plugin.</summary>
    public static void Write(PackageReport report, TextWriter output)
    {
        foreach (var change in report.Changes)
        {
            output.WriteLine(PlainText.OneLine($"{Sentence(change)}{(report.DryRun && change.Action != "unchanged" ? " (nothing was done)" : "")}"));
            foreach (var dependency in change.Dependencies)
            {
                output.WriteLine(PlainText.OneLine($"  with {dependency}"));
            }

            foreach (var note in change.Notes)
            {
                output.WriteLine(PlainText.OneLine($"  {note}"));
            }
        }

        if (report.Changes.Count == 0)
        {
            output.WriteLine("Nothing is installed from packages.");
        }
    }

    /// <summary>Writes what is installed.</summary>
    public static void Write(IReadOnlyList<PackageState> packages, bool outdated, TextWriter output)
    {
        string[] more = outdated ? ["AVAILABLE", "NEWEST", "NOTE"] : ["PLUGIN", "PREVIOUS", "SOURCE"];
        var table = new TextTable(["PACKAGE", "VERSION", .. more]);
        foreach (var package in packages)
        {
            string[] last = outdated
                ? [package.Available ?? "<none>", package.Newest ?? "<none>", package.Note ?? ""]
                : [package.PluginId, package.Previous ?? "<none>", package.Source];
            table.Add([package.Id, package.Version, .. last]);
        }

        table.WriteTo(output);
    }

    /// <summary>Writes what sources offer.</summary>
    public static void Write(IReadOnlyList<FoundPackage> packages, TextWriter output)
    {
        var table = new TextTable("PACKAGE", "VERSION", "SOURCE", "DESCRIPTION");
        foreach (var package in packages)
        {
            table.Add(package.Id, package.Version, package.Source, package.Description);
        }

        table.WriteTo(output);
    }

    private static string Sentence(PackageChange change) => change.Action switch
    {
        "installed" => $"{change.Id} {change.To} installed",
        "removed" => $"{change.Id} {change.From} removed",
        "unchanged" => $"{change.Id} {change.To} stays as it is",
        "rolledBack" => $"{change.Id} {change.To} is back{(change.From is null ? "" : $", {change.From} is gone")}",
        _ => $"{change.Id} {change.Action} from {change.From} to {change.To}",
    };
}
