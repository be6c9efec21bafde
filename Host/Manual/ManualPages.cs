using System.CommandLine;

namespace Reeve.Host.Manual;

/// <summary>All manual pages by the names of their files.</summary>
internal static class ManualPages
{
    /// <summary>Writes them.</summary>
    /// <param name="root">The command line.</param>
    public static IReadOnlyDictionary<string, string> Write(RootCommand root)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Append(pages, ["reeve"], root, null);
        pages.Add($"{ConfigurationPage.Name}.5", ConfigurationPage.Write());
        return pages;
    }

    private static void Append(SortedDictionary<string, string> pages, IReadOnlyList<string> path, Command command, string? parent)
    {
        var name = CommandPage.NameOf(path);
        pages.Add($"{name}.1", CommandPage.Write(path, command, parent));
        foreach (var one in command.Subcommands.Where(static one => !one.Hidden))
        {
            Append(pages, [.. path, one.Name], one, name);
        }
    }
}
