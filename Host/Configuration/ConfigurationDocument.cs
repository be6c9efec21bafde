using System.Globalization;
using System.Text;
using Reeve.Host.Configuration.Proxies;
using Reeve.Runtime.Plugins.Schemas;

namespace Reeve.Host.Configuration;

/// <summary>Writes the reference of all settings, <c>docs/configuration.md</c>.</summary>
internal static class ConfigurationDocument
{
    private const string Introduction = """
        # Configuration

        <!-- Made from the options types by `reeve config document`; change them, not this page. -->

        Reeve needs no configuration. What is set is set, the strongest first,

        1. by a flag: one of its own, or `--set KEY=VALUE` for any setting;
        2. by an environment variable;
        3. in the configuration file: the one given with `--config` or `REEVE_CONFIG`, otherwise `/etc/reeve/reeve.yaml` (as root) or
           `$XDG_CONFIG_HOME/reeve/reeve.yaml` (by default `~/.config/reeve/reeve.yaml`) if it is there;
        4. by the default.

        A key that does not exist is an error that names the line and the nearest key that does. `reeve config validate` checks a file,
        `reeve config show` prints what is in force. Relative paths in the file are relative to the file's directory. In an environment
        variable the items of a list are separated by `,` (paths by `:`), and a mapping is written as JSON.

        ```yaml
        provider: process
        plugins:
          directories:
            - /opt/reeve/plugins
        containerLogs:
          maxSize: 20Mi
        logging:
          level: information
        ```


        """;

    private const string Others = """
        ## Other environment variables

        | Variable | Meaning |
        |---|---|
        | `REEVE_CONFIG` | The configuration file, where `--config` is not given. |
        | `REEVE_TRACE_STARTUP` | `1` writes to standard error where the time of a start goes. |

        """;

    /// <summary>The page as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        foreach (var section in SettingCatalog.All.GroupBy(SectionOf))
        {
            page.Append(section.Key.Length == 0 ? "## General\n\n" : $"## `{section.Key}`\n\n");
            foreach (var setting in section)
            {
                Append(page, setting);
            }
        }

        return page.Append(Others).ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder page, Setting setting)
    {
        page.Append(CultureInfo.InvariantCulture, $"### `{setting.Key}`\n\n{setting.Info.Description}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"* Value: {SettingParser.Expected(setting.Type)}\n");
        page.Append(CultureInfo.InvariantCulture, $"* Default: {DefaultOf(setting)}\n");
        if (setting.Info.Flag is { } flag)
        {
            page.Append(CultureInfo.InvariantCulture, $"* Flag: `{flag}`\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"* Environment: `{setting.EnvironmentVariable}`\n\n");
        foreach (var schema in setting.Info.Entry?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            page.Append("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
            AppendKeys(page, "", EntrySchemas.Find(schema).Root);
            page.Append('\n');
        }
    }

    private static void AppendKeys(StringBuilder page, string prefix, SchemaNode node)
    {
        foreach (var (name, key) in node.Properties)
        {
            var value = key.Enum.Count > 0 ? string.Join(", ", key.Enum.Select(static item => $"`{item}`")) : string.Join(" or ", key.Types);
            var missing = node.Required.Contains(name) ? "*needed*" : key.Default is { } known ? $"`{known}`" : "";
            page.Append(CultureInfo.InvariantCulture, $"| `{prefix}{name}` | {value} | {missing} | {key.Description} |\n");
            AppendKeys(page, $"{prefix}{name}.", key);
            AppendKeys(page, $"{prefix}{name}[].", key.Items ?? new SchemaNode());
        }
    }

    /// <summary>What holds where nothing is set, in words.</summary>
    public static string DefaultOf(Setting setting)
    {
        if (setting.Info.Default is { } words)
        {
            return words;
        }

        var text = ConfigurationText.Show(setting, new HostOptions());
        return text.Length == 0 ? "none" : $"`{text}`";
    }

    private static string SectionOf(Setting setting)
    {
        var dot = setting.Key.LastIndexOf('.');
        return dot < 0 ? "" : setting.Key[..dot];
    }
}
