using Microsoft.Extensions.Logging;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>The checks that run: one for each server of each group that has one.</summary>
internal sealed class HealthChecks(TimeProvider timeProvider, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<UpstreamMember, (ProxyHealthCheck Check, HealthProber Prober)> _running = [];

    /// <summary>Runs the checks of these groups; those that are the same go on.</summary>
    public async Task FollowAsync(IEnumerable<UpstreamGroup> groups)
    {
        var wanted = groups.Where(group => group.Spec.HealthCheck is not null)
            .SelectMany(group => group.Members.Select(member => (group, member)))
            .ToDictionary(pair => pair.member, pair => pair.group);
        var ended = _running.Where(item => wanted.GetValueOrDefault(item.Key)?.Spec.HealthCheck != item.Value.Check).ToArray();
        foreach (var (member, item) in ended)
        {
            await item.Prober.DisposeAsync();
            _running.Remove(member);
        }

        foreach (var (member, group) in wanted.Where(item => !_running.ContainsKey(item.Key)))
        {
            _running[member] = (group.Spec.HealthCheck!, new HealthProber(member, group.Spec, timeProvider, logger));
        }
    }

    public async ValueTask DisposeAsync() => await FollowAsync([]);
}
