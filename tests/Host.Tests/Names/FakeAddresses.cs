using System.Net;
using Reeve.Host.Names;

namespace Reeve.Host.Tests.Names;

/// <summary>Addresses that a test changes.</summary>
internal sealed class FakeAddresses(params string[] addresses) : IAddressSource
{
    private volatile string[] _addresses = addresses;

    public void Set(params string[] addresses) => _addresses = addresses;

    public Task<IReadOnlyList<IPAddress>> FindAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([.. _addresses.Select(IPAddress.Parse)]);
}
