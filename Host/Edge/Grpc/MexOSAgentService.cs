using Google.Protobuf;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Grpc;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Grpc;

/// <summary><c>api.MexOSAgent</c>: each method is a call of the REST API.</summary>
internal sealed class MexOSAgentService : IGrpcService
{
    private readonly RestCall _rest;

    /// <summary>Makes the service.</summary>
    /// <param name="rest">The REST API.</param>
    public MexOSAgentService(IApiHandler rest)
    {
        _rest = new RestCall(rest);
        Methods =
        [
            Method<ProvisionRequest, ProvisionResponse>("Provision", "provision"),
            Method<ProvisionRequest, ProvisionResponse>("Destroy", "destroy"),
            Method<ProxyRequest, ProxyResponse>("Proxy", "proxy"),
            Method<NginxRequest, NginxResponse>("Nginx", "nginx"),
            Method<NginxKCPRequest, NginxKCPResponse>("NginxKCP", "nginx-kcp"),
            Method<RouteRequest, RouteResponse>("Route", "route"),
            Method<StatusRequest, StatusResponse>("Status", "status"),
            Method<FQDNRequest, FQDNResponse>("FQDN", "fqdn"),
        ];
    }

    /// <inheritdoc/>
    public ServiceDescriptor Descriptor => MexosagentReflection.Descriptor.Services[0];

    /// <inheritdoc/>
    public IReadOnlyList<GrpcMethod> Methods { get; }

    private GrpcMethod Method<TRequest, TResponse>(string name, string path)
        where TRequest : IMessage<TRequest>, new()
        where TResponse : IMessage<TResponse>, new() =>
        GrpcMethod.Unary<TRequest, TResponse>(Descriptor, name, (request, call) => _rest.SendAsync<TResponse>(call, "POST", EdgeRoutes.Prefix + path, request));
}
