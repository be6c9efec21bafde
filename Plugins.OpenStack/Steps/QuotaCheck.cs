using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Sharing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Whether a project may have what a plan takes.</summary>
internal static class QuotaCheck
{
    private static readonly HashSet<string> s_compute = ["instances", "cores", "ram", "server_groups"];
    private static readonly HashSet<string> s_volume = ["volumes", "gigabytes"];

    /// <summary>Asks the services that are concerned, one call for each.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Exhausted"/>, with everything that is short.</exception>
    public static async Task RequireAsync(CloudShare cloud, IReadOnlyDictionary<string, long> costs, CancellationToken cancellationToken)
    {
        var quotas = await Task.WhenAll(
            ReadAsync(costs.Keys.Where(s_compute.Contains), cloud.ComputeQuotasAsync),
            ReadAsync(costs.Keys.Where(s_volume.Contains), cloud.VolumeQuotasAsync),
            ReadAsync(costs.Keys.Where(key => !s_compute.Contains(key) && !s_volume.Contains(key)), cloud.NetworkQuotasAsync));
        var free = quotas.SelectMany(service => service).ToDictionary(quota => quota.Key, quota => quota.Value, StringComparer.Ordinal);
        var shortages = costs.Where(cost => free.TryGetValue(cost.Key, out var quota) && quota.Free < cost.Value)
            .Select(cost => $"{cost.Key}: {cost.Value} needed, {free[cost.Key].Free} of {free[cost.Key].Limit} free").Order(StringComparer.Ordinal).ToList();
        if (shortages.Count > 0)
        {
            throw new ProviderException(ErrorReason.Exhausted, $"The project's quota is too small: {string.Join("; ", shortages)}. Have it raised, or make room, and ask again.");
        }

        async Task<IEnumerable<KeyValuePair<string, Quota>>> ReadAsync(IEnumerable<string> keys, Func<CancellationToken, Task<IReadOnlyDictionary<string, Quota>>> read)
        {
            var wanted = keys.ToHashSet(StringComparer.Ordinal);
            return wanted.Count == 0 ? [] : (await read(cancellationToken)).Where(quota => wanted.Contains(quota.Key));
        }
    }
}
