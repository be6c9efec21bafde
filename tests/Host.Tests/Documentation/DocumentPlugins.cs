using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Tests.Support;
using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Host.Tests.Documentation;

/// <summary>The plugins that the host ships, loaded once for all pages.</summary>
public sealed class DocumentPlugins : IAsyncLifetime
{
    private readonly TestCli _cli = new();
    private TrialPlugins? _plugins;

    internal IPluginManager Plugins => _plugins!.Host.Plugins;

    public async Task InitializeAsync() => _plugins = await TrialPlugins.OpenAsync(
        _cli.Cli, new HostOptions { Plugins = new() { Directories = [Path.Combine(Repository.Built("Reeve.Host"), "plugins")] } }, load: true, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _plugins!.DisposeAsync();
        _cli.Dispose();
    }

    /// <summary>Reads a configuration as the agent does.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it.</exception>
    internal void Check(string file)
    {
        string[] arguments = ["config", "validate", "--config", file];
        var configuration = GlobalOptions.Load(_cli.Cli, CommandLineProgram.CreateRoot(_cli.Cli, arguments).Parse(arguments));
        ProviderOptionCheck.Check(configuration, Plugins);
    }
}
