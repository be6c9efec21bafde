using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Gives the server, for each of its ends, the queue in place of a listening socket.</summary>
internal sealed class FrontTransport : IConnectionListenerFactory
{
    private readonly Dictionary<EndPoint, FrontQueue> _queues = [];

    /// <summary>A new end.</summary>
    public FrontQueue Add(string name)
    {
        var queue = new FrontQueue(new FrontEndPoint(name));
        _queues.Add(queue.EndPoint, queue);
        return queue;
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(_queues[endpoint]);
}
