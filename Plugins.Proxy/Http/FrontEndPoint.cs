using System.Net;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>An end of the server to which connections are handed, instead of an address. Sockets are accepted elsewhere.</summary>
internal sealed class FrontEndPoint(string name) : EndPoint
{
    public override string ToString() => name;
}
