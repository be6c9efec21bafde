using System.Net;

namespace Reeve.Host.Names;

/// <summary>Finds the addresses by which others reach this machine. Thread-safe.</summary>
internal interface IAddressSource
{
    /// <summary>Finds them, each once, the same in the same order each time.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">They cannot be found.</exception>
    Task<IReadOnlyList<IPAddress>> FindAsync(CancellationToken cancellationToken);
}
