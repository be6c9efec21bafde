using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Logging;

namespace Reeve.Host.Agent;

/// <summary>Plugins for one command, with directories of its own that are gone afterwards.</summary>
internal sealed class TrialPlugins : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly DirectoryInfo _directory;

    private TrialPlugins(ILoggerFactory loggers, DirectoryInfo directory, PluginHost host) =>
        (_loggers, _directory, Host) = (loggers, directory, host);

    /// <summary>The plugins.</summary>
    public PluginHost Host { get; }

    /// <summary>A directory for instances that are tried.</summary>
    public string StateDirectory => Path.Combine(_directory.FullName, "state");

    /// <summary>Loads the configured plugins.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="options">The configuration.</param>
    /// <param name="load">Load them all, or only prepare.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<TrialPlugins> OpenAsync(Cli cli, HostOptions options, bool load, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("reeve-");
        var loggers = HostLogging.Create(cli, options.Logging);
        var state = StateDirectories.Find(options, cli);
        TrialPlugins? trial = null;
        try
        {
            trial = new TrialPlugins(
                loggers, directory, PluginHost.Create(options, Path.Combine(directory.FullName, "plugins"), loggers, cli.Time, watch: false, state is null ? null : PackagePlace.In(new AgentLayout(state), cli)));
            if (load)
            {
                await trial.Host.Plugins.StartAsync(cancellationToken);
            }

            return trial;
        }
        catch
        {
            await (trial?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (directory.Exists)
            {
                directory.Delete(recursive: true);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _loggers.Dispose();
        _directory.Refresh();
        if (_directory.Exists)
        {
            _directory.Delete(recursive: true);
        }
    }
}
