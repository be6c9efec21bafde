using Microsoft.Extensions.Hosting;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Hosting;

/// <summary>Starts the plugins before anything that uses them.</summary>
internal sealed class PluginStart(IPluginManager plugins) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => plugins.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
