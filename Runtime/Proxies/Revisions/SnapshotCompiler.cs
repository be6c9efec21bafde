using System.Net;
using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>Makes what a provider gets out of a valid document.</summary>
internal static class SnapshotCompiler
{
    /// <exception cref="ProviderException">A certificate's file cannot be read.</exception>
    public static ProxySnapshot Compile(ProxySpec spec, long revision, ListenPlan plan) => new()
    {
        Revision = revision,
        Listeners = [.. spec.Listeners.Select(listener => Listener(listener, plan))],
        Routes = [.. spec.Routes.Select(Route).OrderByDescending(route => route.Priority)],
        Upstreams = [.. spec.Upstreams.Select(Group)],
        Certificates = [.. spec.Certificates.Select((certificate, index) => Certificate(certificate, $"certificates[{index}]"))],
    };

    private static ProxyListener Listener(ProxyListenerSpec spec, ListenPlan plan)
    {
        var (protocol, asked) = (Transport.Parse(spec.Protocol), ListenAddress.Parse(spec.Address)!);
        return new()
        {
            Name = spec.Name,
            Protocol = protocol,
            Endpoint = asked,
            Endpoints = plan.EndPoints(spec.Name, protocol, asked),
            MaxConnections = spec.MaxConnections,
            AcceptProxyProtocol = spec.AcceptProxyProtocol,
            TrustedProxies = [.. spec.TrustedProxies.Select(IPNetwork.Parse)],
            IdleTimeout = spec.IdleTimeout,
        };
    }

    private static ProxyRoute Route(ProxyRouteSpec spec) => new()
    {
        Name = spec.Name,
        Listeners = spec.Listeners,
        Priority = spec.Priority,
        Hosts = spec.Hosts,
        PathPrefix = spec.PathPrefix,
        ExactPath = spec.ExactPath,
        PathRegex = spec.PathRegex,
        StripPrefix = spec.StripPrefix,
        Methods = spec.Methods,
        Headers = spec.Headers,
        AllowedSources = [.. spec.AllowedSources.Select(IPNetwork.Parse)],
        Upstream = spec.Upstream,
        Response = spec.Response is { } response
            ? new ProxyResponse { Status = response.Status, Headers = response.Headers, Body = Encoding.UTF8.GetBytes(response.Body) }
            : spec.Upstream is null ? new ProxyResponse { Status = 404 } : null, // behind a redirect there may be nothing
        Timeout = spec.Timeout,
        RateLimit = spec.RateLimit,
        MaxBodyBytes = spec.MaxBodyBytes,
        Retries = spec.Retries,
        PreserveHost = spec.PreserveHost,
        RedirectToHttps = spec.RedirectToHttps,
        Hsts = spec.Hsts,
        RequestHeaders = spec.RequestHeaders,
        ResponseHeaders = spec.ResponseHeaders,
    };

    private static ProxyUpstreamGroup Group(ProxyUpstreamGroupSpec spec) => new()
    {
        Name = spec.Name,
        Members =
        [
            .. spec.Members.Select(member => new ProxyUpstream { Address = UpstreamRules.Parse(member.Address)!, Weight = member.Weight, ServerName = member.ServerName }),
        ],
        LoadBalancing = spec.LoadBalancing,
        HealthCheck = spec.HealthCheck is { } check
            ? new ProxyHealthCheck { Path = check.Path, Interval = check.Interval, Timeout = check.Timeout, FailureThreshold = check.FailureThreshold }
            : null,
        AffinityCookie = spec.AffinityCookie,
        SendProxyProtocol = spec.SendProxyProtocol,
        ProxyProtocolVersion = spec.ProxyProtocolVersion,
        ConnectTimeout = spec.ConnectTimeout,
        BreakAfter = spec.BreakAfter,
        BreakDuration = spec.BreakDuration,
        MaxConnections = spec.MaxConnections,
    };

    private static ProxyCertificate Certificate(ProxyCertificateSpec spec, string field) => new()
    {
        ServerNames = spec.ServerNames,
        ChainPem = spec.Chain ?? Read(spec.ChainFile!, $"{field}.chainFile"),
        KeyPem = spec.Key ?? Read(spec.KeyFile!, $"{field}.keyFile"),
    };

    private static string Read(string path, string field)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{path} cannot be read: {exception.Message}") { Field = field };
        }
    }
}
