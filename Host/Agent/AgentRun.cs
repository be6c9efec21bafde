using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Host.Agent;

/// <summary>One run of a stand-alone agent, from reading manifests to its end.</summary>
internal sealed class AgentRun(Cli cli, LoadedConfiguration configuration, IReadOnlyList<string> paths, bool untilDone)
{
    private PodOptions Settings => configuration.Options.Pods;

    /// <summary>Runs the agent until a signal, or until its pods have ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new AgentProcess(cli, configuration, cancellationToken);
        await using var host = AgentHost.Create(cli, configuration, process.Loggers);

        // 1. What the user wrote is read and checked while everything that runs no pods gets ready.
        var preparing = Task.Run(() => host.PrepareAsync(process.Starting), CancellationToken.None);
        FilePodSource? source = null;
        try
        {
            source = ReadManifests(process.Loggers);
        }
        finally
        {
            if (source is null)
            {
                // A mistake of the user is what to say, whatever became of the rest.
                await process.GiveUpAsync();
                await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        if (source is null)
        {
            return ExitCodes.Usage;
        }

        StartupTrace.Mark("manifests");
        await preparing;

        // 2. The pods.
        await host.StartAsync(source, source, process.Starting);
        var ready = process.Service.ReadyAsync($"Node {host.Info.NodeName} with provider {host.Info.Provider}", host.Answering);
        if (!untilDone)
        {
            await cli.Error.WriteLineAsync(
                $"The agent runs as node {host.Info.NodeName} with provider {host.Info.Provider}; its state is in {host.Info.StateDirectory}.");
        }

        // 3. Progress, until the pods or the user say that it is enough.
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new PodProgress(cli, host.Pods, [.. source.Pods.Select(PodLookup.KeyOf)], untilDone).RunAsync(watching.Token);
        var first = await Task.WhenAny(progress, process.Signals.Asked, host.Broken);
        if (first == progress)
        {
            var exitCode = await progress;
            await host.Pods.StopAsync(stopWorkloads: false, CancellationToken.None);
            return exitCode;
        }

        await watching.CancelAsync();
        await ((Task)progress).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first == host.Broken)
        {
            throw await host.Broken;
        }

        // 4. A clean end.
        await ready;
        await EndAsync(host);
        return untilDone ? await process.Signals.Asked : ExitCodes.Success;
    }

    private FilePodSource? ReadManifests(ILoggerFactory loggers)
    {
        if (paths.FirstOrDefault(path => path != ManifestReader.StandardInput && !Path.Exists(path)) is { } missing)
        {
            throw CommandException.Usage($"There is no file or directory {missing}; name the manifests to run.");
        }

        using var input = paths.Contains(ManifestReader.StandardInput) ? cli.OpenInput() : null;
        var source = new FilePodSource(
            new FilePodSourceOptions
            {
                Paths = paths,
                Watch = Settings.Watch,
                Manifests = new ManifestReaderOptions { Strict = Settings.Strict },
                StandardInput = input,
            },
            cli.Time,
            loggers.CreateLogger<FilePodSource>());
        var diagnostics = source.Load();
        foreach (var diagnostic in diagnostics)
        {
            cli.Error.WriteLine(diagnostic.ToString());
        }

        if (diagnostics.Any(diagnostic => diagnostic.Severity == ManifestSeverity.Error))
        {
            return null;
        }

        return untilDone && source.Pods.Count == 0
            ? throw CommandException.Usage("There is no pod to wait for; name files with pods, or leave out --until-done.")
            : source;
    }

    private async Task EndAsync(AgentHost host)
    {
        var running = host.Pods.Pods.Count(record => !record.Finished);
        var pods = running == 1 ? "1 pod" : string.Create(CultureInfo.InvariantCulture, $"{running} pods");
        var goOn = running == 1 ? "goes on" : "go on";
        await cli.Error.WriteLineAsync((running, Settings.StopWorkloads) switch
        {
            (0, _) => "The agent ends.",
            (_, true) => $"The agent ends and stops {pods}; another signal ends it at once.",
            _ => $"The agent ends; {pods} {goOn}, and the next agent on this state directory takes over (--stop-workloads would stop what runs).",
        });
        await host.Pods.StopAsync(Settings.StopWorkloads, CancellationToken.None);
    }
}
