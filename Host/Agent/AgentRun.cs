using System.Globalization;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Host.Logging;
using Reeve.Host.Sources;
using Reeve.Runtime.Manifests;

namespace Reeve.Host.Agent;

/// <summary>One run of a stand-alone agent, from reading manifests to its end.</summary>
internal sealed class AgentRun(Cli cli, LoadedConfiguration configuration, IReadOnlyList<string> paths, bool untilDone)
{
    private PodOptions Settings => configuration.Options.Pods;

    /// <summary>Runs the agent until a signal, or until its pods have ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // 1. Everything that the user wrote is read and checked before anything is touched.
        using var loggers = HostLogging.Create(cli, configuration.Options.Logging);
        if (ReadManifests(loggers) is not { } source)
        {
            return ExitCodes.Usage;
        }

        StartupTrace.Mark("manifests");

        // 2. From here on a signal means a clean end.
        using var signals = new StopSignals();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = signals.Asked.ContinueWith(_ => starting.CancelAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await using var host = await AgentHost.StartAsync(cli, configuration, source, loggers, starting.Token);
        if (!untilDone)
        {
            await cli.Error.WriteLineAsync(
                $"The agent runs as node {host.Info.NodeName} with provider {host.Info.Provider}; its state is in {host.Info.StateDirectory}.");
        }

        // 3. Progress, until the pods or the user say that it is enough.
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = new PodProgress(cli, host, source.Keys, untilDone && cli.OutIsTerminal).RunAsync(untilDone, watching.Token);
        var first = await Task.WhenAny(progress, signals.Asked, host.Broken);
        if (first == progress)
        {
            var exitCode = await progress;
            await host.Pods.StopAsync(stopWorkloads: false, CancellationToken.None);
            return exitCode;
        }

        await watching.CancelAsync();
        await progress.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (first == host.Broken)
        {
            throw await host.Broken;
        }

        // 4. A clean end.
        await EndAsync(host);
        return untilDone ? await signals.Asked : ExitCodes.Success;
    }

    private ManifestSource? ReadManifests(ILoggerFactory loggers)
    {
        var input = paths.Contains(ManifestReader.StandardInput) ? ReadInput() : [];
        var reader = new ManifestReader(new ManifestReaderOptions { Strict = Settings.Strict });
        var manifests = reader.Read(paths, new MemoryStream(input));
        foreach (var diagnostic in manifests.Diagnostics)
        {
            cli.Error.WriteLine(diagnostic.ToString());
        }

        if (manifests.HasErrors)
        {
            return null;
        }

        if (untilDone && manifests.Pods.Count == 0)
        {
            throw CommandException.Usage("There is no pod to wait for; name files with pods, or leave out --until-done.");
        }

        return new ManifestSource(reader, paths, input, manifests, Settings.Watch, cli.Time, loggers.CreateLogger<ManifestSource>());
    }

    private byte[] ReadInput()
    {
        using var input = cli.OpenInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }

    private async Task EndAsync(AgentHost host)
    {
        var running = host.Pods.Pods.Count(record => !record.Finished);
        var pods = running == 1 ? "1 pod" : string.Create(CultureInfo.InvariantCulture, $"{running} pods");
        await cli.Error.WriteLineAsync((running, Settings.StopWorkloads) switch
        {
            (0, _) => "The agent ends.",
            (_, true) => $"The agent ends and stops {pods}; another signal ends it at once.",
            _ => $"The agent ends; {pods} go on, and the next agent on this state directory adopts them (--stop-workloads would stop them).",
        });
        await host.Pods.StopAsync(Settings.StopWorkloads, CancellationToken.None);
    }
}
