using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>A place where the API listens.</summary>
internal sealed record ApiListener
{
    /// <summary>Its name, as its setting is called: <c>rest</c>, <c>restTls</c>, <c>metrics</c>, …</summary>
    public required string Name { get; init; }

    /// <summary>Address and port; port 0 for any that is free.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Answers.</summary>
    public required IApiHandler Handler { get; init; }

    /// <summary>Whether it speaks TLS, and every caller says who he is.</summary>
    public bool Tls { get; init; }

    /// <summary>HTTP versions.</summary>
    public HttpProtocols Protocols { get; init; } = HttpProtocols.Http1;

    /// <summary>What callers are called of whom nothing is known but that they reach it.</summary>
    /// <value><c>anonymous</c>.</value>
    public string Stranger { get; init; } = "anonymous";

    /// <summary>Whether the agent's own user alone can reach it: the control socket.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether everybody who reaches it, from wherever, may do everything: somebody has asked for that by its address.</summary>
    public bool IsInsecure => !Tls && !IPAddress.IsLoopback(EndPoint.Address);

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls ? "https" : "http")}://{EndPoint}";
}
