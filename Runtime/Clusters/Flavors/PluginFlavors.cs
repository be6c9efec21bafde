using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>Takes over the flavors that plugins bring along: at the start, and when a plugin comes while the agent runs.</summary>
/// <param name="plugins">The plugins.</param>
/// <param name="flavors">Where they go.</param>
/// <param name="logger">Told of files that cannot be used.</param>
internal sealed partial class PluginFlavors(IPluginManager plugins, ClusterFlavors flavors, ILogger<PluginFlavors> logger) : IHostedService, IDisposable
{
    private const string FileName = "flavors.json";
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Fold();
        _watching = WatchAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <summary>The flavors in a plugin's directory; none if it has no such file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is no list of flavors.</exception>
    internal static IReadOnlyList<FlavorPreset> Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ClusterJson.Default.FlavorPresetList)?.Flavors ?? [] : [];
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in plugins.WatchAsync(cancellationToken))
            {
                Fold();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private void Fold()
    {
        var presets = new List<(string, FlavorPreset)>();
        foreach (var plugin in plugins.Plugins.Where(static plugin => plugin.Status is PluginStatus.Active).OrderBy(static plugin => plugin.Id, StringComparer.Ordinal))
        {
            presets.AddRange(Usable(plugin).Select(preset => (plugin.Id, preset)));
        }

        try
        {
            flavors.Fold(presets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ClusterRefusedException)
        {
            LogNotKept(e.Message); // the next change of a plugin, or the next start, tries again
        }
    }

    private List<FlavorPreset> Usable(PluginInfo plugin)
    {
        var usable = new List<FlavorPreset>();
        try
        {
            foreach (var preset in Read(plugin.Path))
            {
                if (FlavorValidation.Of("", preset.Name, preset.Content) is { Count: > 0 } errors)
                {
                    LogNotUsed(plugin.Id, preset.Name, string.Join("; ", errors));
                    continue;
                }

                usable.Add(preset);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotRead(plugin.Id, FileName, e.Message);
        }

        return usable;
    }
}
