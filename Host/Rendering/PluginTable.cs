using Reeve.Host.Control;

namespace Reeve.Host.Rendering;

/// <summary>Plugins in columns.</summary>
internal static class PluginTable
{
    /// <summary>Writes plugins.</summary>
    public static void Write(IReadOnlyList<PluginSummary> plugins, bool wide, TextWriter output)
    {
        string[] more = wide ? ["PATH"] : [];
        var table = new TextTable(["ID", "VERSION", "STATUS", "PROVIDES", "REASON", .. more]);
        foreach (var plugin in plugins)
        {
            var provides = string.Join(", ", plugin.Provides.Select(provider => $"{provider.Kind}/{provider.Name}"));
            string[] last = wide ? [plugin.Path] : [];
            table.Add([plugin.Id, plugin.Version ?? "<none>", plugin.Status, provides, plugin.Reason ?? "", .. last]);
        }

        table.WriteTo(output);
    }
}
