using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.ProxyStorm;

/// <summary>
/// Random documents. Some listeners and routes are in all of them; the servers of one of these routes change, though never all at once, and so do certificates.
/// Everything else comes and goes: listeners of every kind by one address or all, routes, groups, limits, checks.
/// </summary>
internal sealed class Documents(Yard yard, Random random)
{
    private readonly ProxyCertificateSpec[] _certificates = [Certificate("first"), Certificate("second")];

    private int _number;

    /// <summary>Number of the last document; its route <c>/number</c> answers with it.</summary>
    public int Number => _number;

    /// <summary>The next one.</summary>
    public ProxySpec Next()
    {
        _number++;
        var others = Others();
        return new ProxySpec
        {
            Listeners =
            [
                Listener("web", "http", yard.WebPort) with { MaxConnections = random.Next(5000, 10_000) }, Listener("secure", "https", yard.SecurePort),
                Listener("tcp", "tcp", yard.TcpPort), Listener("udp", "udp", yard.UdpPort), Listener("bulk", "tcp", yard.BulkPort), .. others,
            ],
            Routes =
            [
                .. others.Select(listener => Route(listener.Name, listener.Name, listener.Protocol switch { "tcp" => "tcp", "udp" => "udp", _ => Pick("more", "dead") })),
                .. Enumerable.Range(0, random.Next(5)).Select(i => Route($"elsewhere-{i}", "web", Pick("more", "dead")) with
                {
                    PathPrefix = $"/elsewhere/{random.Next(9)}", RateLimit = random.Next(1, 100), Priority = random.Next(-9, 9), Retries = random.Next(3),
                }),
                Route("number", "web", null) with { PathPrefix = "/number", Priority = 100, Response = new ProxyResponseSpec { Status = 200, Body = _number.ToString(CultureInfo.InvariantCulture) } },
                Route("streams", "web", "streams") with { PathPrefix = "/echo", Priority = 50 }, Route("sockets", "web", "sockets") with { PathPrefix = "/ws", Priority = 50 },
                new ProxyRouteSpec { Name = "stable", Listeners = ["web", "secure"], Upstream = "stable", Priority = 10 }, Route("tcp", "tcp", "tcp"), Route("udp", "udp", "udp"),
                Route("bulk", "bulk", "bulk"),
            ],
            Upstreams =
            [
                Stable(), Group("sockets", yard.Http[0].Address.ToString()), Group("streams", yard.Http[0].StreamAddress.ToString()), Group("tcp", yard.Tcp.Address), Group("udp", yard.Udp.Address),
                Group("bulk", $"tcp://127.0.0.1:{yard.BulkServerPort}"),
                Group("more", yard.Http[random.Next(2)].Address.ToString()) with
                {
                    HealthCheck = random.Next(2) == 0 ? new ProxyHealthCheckSpec { Path = "/", Interval = TimeSpan.FromMilliseconds(random.Next(50, 500)) } : null,
                },
                Group("dead", $"http://127.0.0.1:{random.Next(1, 1000)}"),
            ],
            Certificates = [_certificates[random.Next(2)]],
        };
    }

    private ProxyListenerSpec[] Others()
    {
        List<ProxyListenerSpec> others = [];
        foreach (var port in yard.OtherPorts)
        {
            if (random.Next(2) == 0)
            {
                var protocol = Pick("http", "https", "tcp", "udp");
                others.Add(new ProxyListenerSpec { Name = $"other-{others.Count}", Protocol = protocol, Address = random.Next(3) == 0 ? $":{port}" : $"127.0.0.1:{port}" });
            }
        }

        return [.. others];
    }

    // Either server, or both, in changing ways: a request that has chosen one is served by it.
    private ProxyUpstreamGroupSpec Stable()
    {
        var first = random.Next(2);
        var group = random.Next(2) == 0 ? Group("stable", yard.Http[first].Address.ToString()) : Group("stable", yard.Http[first].Address.ToString(), yard.Http[1 - first].Address.ToString());
        return group with
        {
            ConnectTimeout = TimeSpan.FromSeconds(random.Next(20, 23)), LoadBalancing = Pick("PowerOfTwoChoices", "RoundRobin", "LeastRequests", "Random", "First"),
            Members = [.. group.Members.Select(member => member with { Weight = random.Next(1, 4) })],
        };
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];

    private static ProxyListenerSpec Listener(string name, string protocol, int port) => new() { Name = name, Protocol = protocol, Address = $"127.0.0.1:{port}" };

    private static ProxyRouteSpec Route(string name, string listener, string? upstream) => new() { Name = name, Listeners = [listener], Upstream = upstream };

    private static ProxyUpstreamGroupSpec Group(string name, params string[] members) =>
        new() { Name = name, Members = [.. members.Select(address => new ProxyUpstreamSpec { Address = address })] };

    private static ProxyCertificateSpec Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new ProxyCertificateSpec { Chain = certificate.ExportCertificatePem(), Key = key.ExportPkcs8PrivateKeyPem() };
    }
}
