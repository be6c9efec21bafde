using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Packages;
using Reeve.Host.Control;
using Reeve.Host.Rendering;

namespace Reeve.Host.Commands;

/// <summary><c>reeve plugins</c>.</summary>
internal static class PluginsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Cli cli)
    {
        var command = new HostCommand("plugins", "Lists, shows, verifies, installs and updates plugins.");
        command.Add(CreateList(cli));
        command.Add(CreateShow(cli));
        command.Add(CreateVerify(cli));
        foreach (var one in PackageCommands.Create(cli))
        {
            command.Add(one);
        }

        return command;
    }

    /// <summary>The plugins of the running agent; without one, those that it would find.</summary>
    private static async Task<IReadOnlyList<PluginSummary>> FindAsync(Cli cli, ParseResult result, CancellationToken cancellationToken)
    {
        var options = GlobalOptions.Load(cli, result).Options;
        using var client = new ControlClient(StateDirectories.Resolve(options, cli));
        if (result.GetValue(GlobalOptions.Plugins) is null or [] && await client.IsThereAsync(cancellationToken))
        {
            return await client.ListPluginsAsync(cancellationToken);
        }

        await using var trial = await TrialPlugins.OpenAsync(cli, options, load: true, cancellationToken);
        return [.. trial.Host.Plugins.Plugins.Select(PluginSummary.Of)];
    }

    private static HostCommand CreateList(Cli cli)
    {
        var output = PodArguments.Output("table", "wide", "json", "yaml");
        var command = new HostCommand("list", "Lists plugins and what became of them.")
        {
            Examples =
            [
                ("reeve plugins list", "of the running agent, or those that it would find"),
                ("reeve plugins list --plugins ./out -o wide", "with another directory, and with reasons and paths"),
                ("reeve plugins list --outdated", "those from packages of which there is a newer version"),
            ],
        };
        command.Add(output);
        var packages = new PackageListOptions();
        packages.AddTo(command);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            if (packages.IsAsked(result))
            {
                return await packages.RunAsync(cli, result, PodArguments.FormatOf(result, output), cancellationToken);
            }

            var plugins = await FindAsync(cli, result, cancellationToken);
            var format = PodArguments.FormatOf(result, output);
            if (format is OutputFormat.Json or OutputFormat.Yaml)
            {
                Documents.Write(plugins, ControlJsonContext.Default.IReadOnlyListPluginSummary, format, cli.Out);
            }
            else
            {
                PluginTable.Write(plugins, format == OutputFormat.Wide, cli.Out);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateShow(Cli cli)
    {
        var name = new Argument<string>("NAME") { Description = "Id of a plugin, or name of a provider." };
        PodArguments.RefuseOptions(name);
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("show", "Shows a plugin, its providers and their options.")
        {
            Examples = [("reeve plugins show process", "what can be set under providers.process")],
        };
        command.Add(name);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var plugins = await FindAsync(cli, result, cancellationToken);
            var wanted = result.GetRequiredValue(name);
            var plugin = plugins.FirstOrDefault(one => one.Id == wanted)
                ?? plugins.FirstOrDefault(one => one.Provides.Any(provider => provider.Name == wanted))
                ?? throw CommandException.Failed($"There is no plugin {wanted}; \"reeve plugins list\" shows all of them.");
            var format = PodArguments.FormatOf(result, output);
            Documents.Write(plugin, ControlJsonContext.Default.PluginSummary, format, cli.Out, PluginDescription.Write);

            return ExitCodes.Success;
        });
        return command;
    }

    private static HostCommand CreateVerify(Cli cli)
    {
        var path = new Argument<string>("PATH") { Description = "A plugin's directory, or a bare assembly." };
        PodArguments.RefuseOptions(path);
        var output = PodArguments.Output("table", "json", "yaml");
        var command = new HostCommand("verify", "Tries a plugin as the agent would: manifest, loading, registration, unloading.")
        {
            Examples = [("reeve plugins verify bin/Debug/net10.0", "exit code 1 and the reason if it cannot be used, 2 if it is not there")],
        };
        command.Add(path);
        command.Add(output);
        command.SetHandler(cli, async (result, cancellationToken) =>
        {
            var options = GlobalOptions.Load(cli, result).Options;
            var place = result.GetRequiredValue(path);
            if (!Path.Exists(place))
            {
                throw CommandException.Usage($"There is no plugin at {Path.GetFullPath(place)}; name its directory or its assembly.");
            }

            await using var trial = await TrialPlugins.OpenAsync(cli, options, load: false, cancellationToken);
            var verification = PluginVerdict.Of(await trial.Host.Verifier.VerifyAsync(place, cancellationToken));
            var format = PodArguments.FormatOf(result, output);
            Documents.Write(verification, ControlJsonContext.Default.PluginVerdict, format, cli.Out, static (one, to) => one.WriteTo(to));

            return verification.Usable ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
