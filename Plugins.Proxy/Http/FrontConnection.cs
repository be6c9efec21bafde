using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Reeve.Plugins.Proxy.Listening;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>A connection on its way through the server: it says by which listener it came, and tells that listener of its end.</summary>
internal sealed class FrontConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly Accepted _accepted;
    private PeerWords? _peer;

    public FrontConnection(ConnectionContext inner, Accepted accepted)
    {
        (_inner, _accepted) = (inner, accepted);
        accepted.Cutting.UnsafeRegister(static inner => ((ConnectionContext)inner!).Abort(new ConnectionAbortedException("The listener was removed.")), inner);
        Features.Set(this);
    }

    public Acceptor Listener => _accepted.Acceptor;

    public override string ConnectionId
    {
        get => _inner.ConnectionId;
        set => _inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => _inner.Items;
        set => _inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _inner.Transport;
        set => _inner.Transport = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _inner.LocalEndPoint;
        set => _inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _inner.RemoteEndPoint;
        set => _inner.RemoteEndPoint = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => _inner.ConnectionClosed;
        set => _inner.ConnectionClosed = value;
    }

    /// <summary>What servers are told of the client. To be asked for once its address is known.</summary>
    public PeerWords Peer => _peer ??= new PeerWords(RemoteEndPoint, LocalEndPoint);

    /// <summary>Whether the peer on the wire, which is not the client that a PROXY protocol header names, is trusted.</summary>
    public bool IsPeerTrusted { get; set; }

    /// <summary>The name that the client shook hands with; empty for none.</summary>
    public string ServerName { get; set; } = "";

    /// <summary>A request has come by it.</summary>
    public void Asks() => _accepted.Asks();

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync();
        _accepted.Dispose();
        await base.DisposeAsync();
    }
}
