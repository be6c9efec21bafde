using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Reeve.Runtime.Plugins;

/// <summary>What is known of every plugin, and who wants to know of changes.</summary>
internal sealed class PluginTable
{
    private readonly Lock _lock = new();
    private readonly List<Channel<PluginInfo>> _subscribers = [];
    private IReadOnlyList<PluginInfo> _plugins = [];

    public IReadOnlyList<PluginInfo> Plugins
    {
        get
        {
            lock (_lock)
            {
                return _plugins;
            }
        }
    }

    /// <summary>Takes over what is known now.</summary>
    /// <returns>What is new or different.</returns>
    public IReadOnlyList<PluginInfo> Set(IEnumerable<PluginInfo> plugins)
    {
        lock (_lock)
        {
            var former = _plugins;
            _plugins =
            [
                .. plugins
                    .OrderBy(plugin => plugin.Id, StringComparer.Ordinal)
                    .ThenBy(plugin => plugin.Status)
                    .ThenBy(plugin => plugin.Path, StringComparer.Ordinal),
            ];
            var changed = _plugins.Where(plugin => !former.Any(old => Same(old, plugin))).ToArray();
            foreach (var plugin in changed)
            {
                _subscribers.ForEach(subscriber => subscriber.Writer.TryWrite(plugin));
            }

            return changed;
        }
    }

    public async IAsyncEnumerable<PluginInfo> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Bounded: a subscriber that sleeps loses the oldest news, never the host's memory.
        var channel = Channel.CreateBounded<PluginInfo>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _subscribers.Add(channel);
        }

        try
        {
            await foreach (var plugin in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return plugin;
            }
        }
        finally
        {
            lock (_lock)
            {
                _subscribers.Remove(channel);
            }
        }
    }

    private static bool Same(PluginInfo a, PluginInfo b) =>
        (a.Id, a.Version, a.Status, a.Reason, a.Path) == (b.Id, b.Version, b.Status, b.Reason, b.Path);
}
