using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>
/// Tries a plugin as the host would: manifest and metadata, loading and registration, unloading. No instance is made and nothing
/// is installed.
/// </summary>
/// <param name="options">Deadlines, and the cache directory under which the trial copy is made and removed.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="loggerFactory">Logs.</param>
public sealed class PluginVerifier(PluginOptions options, TimeProvider timeProvider, ILoggerFactory loggerFactory)
{
    /// <summary>Verifies a plugin. Runs its constructor and its registration.</summary>
    /// <param name="path">A plugin's directory, or a bare assembly.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>What was found; a bad plugin is a result, not an exception.</returns>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    public async Task<PluginVerification> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (!Path.Exists(path))
        {
            throw new FileNotFoundException($"There is no plugin at {path}.", path);
        }

        var candidate = await Task.Run(() => PluginScanner.Inspect(path), cancellationToken);
        var warnings = (candidate.Manifest?.Warnings ?? [])
            .Select(warning => new PluginFinding { Check = "manifest", IsError = false, Message = warning.ToString() }).ToArray();
        if (candidate.Fault is { } fault)
        {
            return Result(PluginInfos.Of(candidate, fault), [.. warnings, Error("manifest", fault.Message)]);
        }

        var cache = Path.Combine(options.CacheDirectory, $".verify-{Guid.NewGuid():N}");
        await using var monitor = new UnloadMonitor(timeProvider, loggerFactory.CreateLogger<UnloadMonitor>());
        var loader = new PluginLoader(
            new ShadowCopies(cache, loggerFactory.CreateLogger<ShadowCopies>()), monitor, options.LoadDeadline, timeProvider);
        try
        {
            var plugin = await LoadAndUnloadAsync(loader, candidate, cancellationToken);
            await monitor.SettleAsync(cancellationToken);
            return Result(
                plugin,
                monitor.Leaked == 0 ? warnings : [.. warnings, new PluginFinding
                {
                    Check = "unload",
                    IsError = false,
                    Message = "Its code stays in memory after unloading: registration must not keep anything. docs/plugins.md lists what does that.",
                }]);
        }
        catch (PluginLoadException exception)
        {
            return Result(PluginInfos.Of(candidate, exception), [.. warnings, Error("load", exception.Message)]);
        }
        finally
        {
            if (Directory.Exists(cache))
            {
                Directory.Delete(cache, recursive: true);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<PluginInfo> LoadAndUnloadAsync(PluginLoader loader, PluginCandidate candidate, CancellationToken cancellationToken)
    {
        var plugin = await loader.LoadAsync(candidate, cancellationToken);
        var info = PluginInfos.Active(plugin);
        loader.Unload(plugin);
        return info;
    }

    private static PluginFinding Error(string check, string message) => new() { Check = check, IsError = true, Message = message };

    private static PluginVerification Result(PluginInfo plugin, IReadOnlyList<PluginFinding> findings) => new() { Plugin = plugin, Findings = findings };
}
