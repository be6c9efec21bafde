using System.CommandLine;
using System.Text.Json;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands;

/// <summary><c>reeve config</c>.</summary>
internal static class ConfigCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("config", "Shows and checks the configuration.");
        command.Add(CreateShow(cli));
        command.Add(CreateValidate(cli));
        command.Add(CreateDocument(cli));
        return command;
    }

    private static HostCommand CreateShow(Cli cli)
    {
        var output = PodArguments.Output("yaml", "json", "table");
        var command = new HostCommand("show", "Shows the settings in force; secrets are left out.")
        {
            Examples = [("reeve config show", "as a configuration file"), ("reeve config show -o table", "with where each value comes from")],
        };
        command.Add(output);
        command.SetHandler(cli, result =>
        {
            var configuration = GlobalOptions.Load(cli, result);
            var format = PodArguments.FormatOf(result, output);
            if (format != OutputFormat.Table)
            {
                using var document = JsonDocument.Parse(ConfigurationText.ToJson(configuration).ToJsonString());
                Documents.Write(document.RootElement, ConfigurationJsonContext.Default.JsonElement, format, cli.Out);
                return ExitCodes.Success;
            }

            var table = new TextTable("KEY", "VALUE", "FROM");
            foreach (var setting in SettingCatalog.All)
            {
                var source = configuration.Sources.GetValueOrDefault(setting.Key);
                table.Add(setting.Key, ConfigurationText.Show(setting, configuration.Options), source?.Error("").ToString().TrimEnd(' ', ':') ?? "default");
            }

            table.WriteTo(cli.Out);
            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateValidate(Cli cli)
    {
        var command = new HostCommand("validate", "Checks the configuration, options of providers included; runs nothing.")
        {
            Examples = [("reeve config validate --config reeve.yaml", "exit code 2 and every mistake with its line")],
        };
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var configuration = GlobalOptions.Load(cli, result);
            await ProviderOptionCheck.CheckAsync(configuration, cli, cancellationToken);
            await cli.Out.WriteLineAsync(configuration.File is { } file ? $"{file} is valid." : "There is no configuration file; the defaults are valid.");
            return ExitCodes.Success;
        });
        return command;
    }

    // docs/configuration.md is made by this.
    private static HostCommand CreateDocument(Cli cli)
    {
        var command = new HostCommand("document", "Writes docs/configuration.md.") { Hidden = true };
        command.SetHandler(cli, _ =>
        {
            cli.Out.Write(ConfigurationDocument.Write());
            return ExitCodes.Success;
        });
        return command;
    }
}
