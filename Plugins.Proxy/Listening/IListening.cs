using System.Net.Sockets;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>What takes in from one lent socket, which it never closes.</summary>
internal interface IListening
{
    string Name { get; }

    ProxyProtocol Protocol { get; }

    Socket Socket { get; }

    /// <summary>Open connections or sessions.</summary>
    int Open { get; }

    void Start();

    /// <summary>Takes in nothing more. What is open goes on.</summary>
    /// <param name="removed">The listener was removed, so that new requests on open connections are not served either.</param>
    Task StopAsync(bool removed);

    /// <summary>Returns when nothing is open, or when the token is cancelled.</summary>
    Task EmptiedAsync(CancellationToken cancellationToken);

    /// <summary>Ends what is open.</summary>
    void AbortAll();
}
