using System.Net;

namespace Reeve.Host.Names;

/// <summary>Addresses that somebody has said.</summary>
/// <param name="addresses">The addresses.</param>
internal sealed class FixedAddresses(IReadOnlyList<IPAddress> addresses) : IAddressSource
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<IPAddress>> FindAsync(CancellationToken cancellationToken) => Task.FromResult(addresses);
}
