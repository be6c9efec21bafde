using System.Net;
using System.Net.Sockets;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Upstreams;

/// <summary>The addresses of all servers. nginx itself would look a name up once, at its start, and not start without an answer. Immutable.</summary>
internal sealed class ResolvedNames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, IPAddress[]> _addresses;

    private ResolvedNames(Dictionary<string, IPAddress[]> addresses) => _addresses = addresses;

    /// <summary>Looks all names up at once. One that has no answer keeps the addresses that it had.</summary>
    /// <param name="snapshot">Whose servers.</param>
    /// <param name="former">What was known; null for nothing.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ResolvedNames> LookUpAsync(ProxySnapshot snapshot, ResolvedNames? former, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var hosts = snapshot.Upstreams.SelectMany(group => group.Members).Select(member => member.Address.IdnHost).Distinct(StringComparer.OrdinalIgnoreCase);
        var found = await Task.WhenAll(hosts.Select(async host => (Host: host, Addresses: await LookUpAsync(host, timeProvider, cancellationToken))));
        return new ResolvedNames(found.ToDictionary(
            item => item.Host, item => item.Addresses.Length > 0 ? item.Addresses : former?._addresses.GetValueOrDefault(item.Host) ?? [], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The addresses of a server; empty if its name has none.</summary>
    public IReadOnlyList<IPAddress> Find(Uri server) => _addresses[server.IdnHost];

    /// <summary>Servers whose names have no addresses, as <c>group/address</c>.</summary>
    public Dictionary<string, string> Missing(ProxySnapshot snapshot) => snapshot.Upstreams
        .SelectMany(group => group.Members.Where(member => Find(member.Address).Count == 0).Select(member => $"{group.Name}/{member.Address.Authority}"))
        .Distinct()
        .ToDictionary(name => name, _ => "its name has no address");

    private static async Task<IPAddress[]> LookUpAsync(string host, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        using var limit = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // In one order, so that the same answer makes the same configuration.
            return [.. (await Dns.GetHostAddressesAsync(host, either.Token)).Distinct().OrderBy(one => one.ToString(), StringComparer.Ordinal)];
        }
        catch (SocketException)
        {
            return [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }
}
