using System.Net;
using System.Net.Sockets;
using Reeve.Host.Names;
using Reeve.Runtime.Proxies.Dns;

namespace Reeve.Host.Reach;

/// <summary>Keeps the records of clusters in DNS: each name leads to the addresses under which the agent, and so its proxies, are reached. One caller at a time.</summary>
/// <param name="dns">Changes zones; null where none are configured.</param>
/// <param name="addresses">Finds the addresses.</param>
/// <param name="names">Remembers names.</param>
internal sealed class ReachRecords(IDnsProvider? dns, IAddressSource addresses, ReachNames names)
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    /// <summary>Whether names can be given at all.</summary>
    public bool HasZones => dns is not null;

    /// <summary>Makes the records of a name lead here; once is enough until the addresses change.</summary>
    /// <exception cref="ProviderException">The zone cannot be changed, or no address was found.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public async Task SetAsync(string name, string key, CancellationToken cancellationToken)
    {
        var found = await addresses.FindAsync(cancellationToken);
        if (found.Count == 0)
        {
            throw new ProviderException(ErrorReason.Transient, "This machine has no address that others could reach; name some in agent.addresses.");
        }

        var wanted = string.Join(',', found);
        if (_written.GetValueOrDefault(name) == wanted)
        {
            return;
        }

        names.Add(name, key);
        await SetAsync(name, DnsRecordType.A, AddressFamily.InterNetwork, found, cancellationToken);
        await SetAsync(name, DnsRecordType.Aaaa, AddressFamily.InterNetworkV6, found, cancellationToken);
        _written[name] = wanted;
    }

    /// <summary>Removes the records of names that no cluster has any more.</summary>
    /// <param name="wanted">The names that stay, or may come.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <inheritdoc cref="SetAsync(string, string, CancellationToken)" path="/exception"/>
    public async Task KeepAsync(IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        foreach (var name in names.All.Keys.Where(name => !wanted.Contains(name)).ToList())
        {
            if (dns is null)
            {
                continue; // the zone is not configured now: the name is remembered until it is
            }

            await dns.RemoveAsync(name, DnsRecordType.A, cancellationToken);
            await dns.RemoveAsync(name, DnsRecordType.Aaaa, cancellationToken);
            names.Remove(name);
            _written.Remove(name);
        }
    }

    private Task SetAsync(string name, DnsRecordType type, AddressFamily family, IReadOnlyList<IPAddress> found, CancellationToken cancellationToken)
    {
        string[] values = [.. found.Where(address => address.AddressFamily == family).Select(static address => address.ToString())];
        return values.Length > 0
            ? dns!.SetAsync(new DnsRecordSet { Name = name, Type = type, Values = values }, cancellationToken)
            : dns!.RemoveAsync(name, type, cancellationToken);
    }
}
