using System.Globalization;
using Reeve.Host.Control;

namespace Reeve.Host.Rendering;

/// <summary>Everything about a plugin, for people.</summary>
internal static class PluginDescription
{
    /// <summary>Writes a plugin.</summary>
    public static void Write(PluginSummary plugin, TextWriter output)
    {
        Line("Id", plugin.Id);
        Line("Version", plugin.Version);
        Line("Status", plugin.Reason is null ? plugin.Status : $"{plugin.Status}: {plugin.Reason}");
        Line("Description", plugin.Description);
        Line("Contract", plugin.Contract);
        Line("Authors", string.Join(", ", plugin.Authors));
        Line("License", plugin.License);
        Line("Homepage", plugin.Homepage);
        Line("Path", plugin.Path);
        Line("Instances", plugin.Instances.ToString(CultureInfo.InvariantCulture));
        Line("Warnings", string.Join("; ", plugin.Warnings));
        foreach (var provider in plugin.Provides)
        {
            output.WriteLine();
            output.WriteLine($"{provider.Kind} {provider.Name}: {provider.Description}");
            foreach (var option in provider.Options)
            {
                var value = option.Required ? "required" : option.Default is { } text ? $"default {text}" : "optional";
                output.WriteLine($"  providers.{provider.Name}.{option.Key} ({option.Type}; {value})");
                output.WriteLine($"      {PlainText.OneLine(option.Description ?? "")}");
            }
        }

        void Line(string title, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                output.WriteLine($"{title + ":",-14}{PlainText.OneLine(value)}");
            }
        }
    }
}
