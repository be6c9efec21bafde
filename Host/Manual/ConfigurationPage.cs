using Reeve.Host.Commands;
using Reeve.Host.Configuration;

namespace Reeve.Host.Manual;

/// <summary>The manual page of the configuration file, from the options types.</summary>
internal static class ConfigurationPage
{
    /// <summary>Its name.</summary>
    public const string Name = "reeve.yaml";

    /// <summary>Writes it.</summary>
    public static string Write()
    {
        var page = new Roff(Name, 5, $"reeve {VersionCommand.Version.Split('+')[0]}");
        page.Section("Name").Paragraph($"{Name} - the configuration of reeve");
        page.Section("Synopsis").Lines("/etc/reeve/reeve.yaml", "~/.config/reeve/reeve.yaml");
        page.Section("Description")
            .Paragraph("Reeve needs no configuration. What is set is set by a flag, or else by an environment variable, or else in this file, or else by the default. "
                + "A key that does not exist is an error that names its line. \"reeve config validate\" checks a file, \"reeve config show\" prints what is in force.")
            .Paragraph("Relative paths are relative to the directory of the file. Keys are written here with dots; in the file they are nested.");
        foreach (var section in SettingCatalog.All.GroupBy(static setting => setting.Key.Contains('.', StringComparison.Ordinal) ? setting.Key[..setting.Key.LastIndexOf('.')] : ""))
        {
            page.Section(section.Key.Length == 0 ? "Settings" : $"Settings of {section.Key}");
            foreach (var setting in section)
            {
                var more = setting.Info.Flag is { } flag ? $" Flag: {flag}." : "";
                page.Term(setting.Key, SettingParser.Expected(setting.Type), $"{Roff.Plain(setting.Info.Description)} Default: {Roff.Plain(ConfigurationDocument.DefaultOf(setting))}.{more} Variable: {setting.EnvironmentVariable}.");
            }
        }

        page.Section("Files")
            .Term("/etc/reeve/reeve.yaml", "", "The configuration of the machine, which root's commands read.")
            .Term("/var/lib/reeve", "", "The state of the machine's agent.");
        page.Section("See also").Paragraph("reeve(1), reeve-config(1)");
        return page.ToString();
    }
}
