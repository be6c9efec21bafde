using System.CommandLine;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Logging;
using Reeve.Host.Packages;
using Reeve.Runtime.State;

namespace Reeve.Host.Commands.Packages;

/// <summary>Finds the packages that a command is about: those of the running agent, or of its state directory where none runs.</summary>
internal static class PackageAccess
{
    /// <summary>Does something with them.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="result">The command line.</param>
    /// <param name="changes">Whether it changes something: then no agent may start meanwhile.</param>
    /// <param name="use">Does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T> UseAsync<T>(Cli cli, ParseResult result, bool changes, Func<IPackages, Task<T>> use, CancellationToken cancellationToken)
    {
        var options = GlobalOptions.Load(cli, result).Options;
        var directory = StateDirectories.Resolve(options, cli);
        using var client = new ControlClient(directory);
        if (await client.IsThereAsync(cancellationToken))
        {
            return await use(client.Packages);
        }

        using var state = changes ? StateDirectory.Open(directory) : null;
        var place = PackagePlace.In(new AgentLayout(directory), cli);
        using var loggers = HostLogging.Create(cli, options.Logging);
        var cache = System.IO.Directory.CreateTempSubdirectory("reeve-");
        try
        {
            await using var host = PluginHost.Create(options, Path.Combine(cache.FullName, "plugins"), loggers, cli.Time, watch: false, place);
            return await use(host.Packages);
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }
}
