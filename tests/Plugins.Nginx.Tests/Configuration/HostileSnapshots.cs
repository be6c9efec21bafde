using System.Net;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Tests.Configuration;

/// <summary>Makes snapshots whose texts try to be more than texts, and the same ones with harmless texts.</summary>
internal static class HostileSnapshots
{
    private static readonly string[] Pieces =
    [
        "\"", "'", "\\", "$", "${", "}", "{", ";", "#", " ", "\";}\n", "$host", "${reeve_dollar}", "$1", "\\\"", "\\n", "return 200 owned;", "x", "~", "*", "^", "|", "(", "[", ")", ".", "?", "%", "-", "a b",
    ];

    private static readonly ProxyCertificate Certificate = TestCertificates.Make("hostile");

    public static ProxySnapshot Make(int seed, bool harmless)
    {
        var random = new Random(seed);
        var port = 20_000 + random.Next(10_000);
        string Text(bool printable = true)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            text = printable ? text.Replace("\n", " ", StringComparison.Ordinal) : text;
            return harmless ? "harmless" : text;
        }

        // As many segments as the other one has: how many are taken away is part of the configuration.
        string Path() => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + Text().Replace("/", "_", StringComparison.Ordinal)));
        Dictionary<string, string> Headers(string name) => Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"{name}{(random.Next(2) == 0 ? "-x" : "X")}{i}", _ => Text());
        ProxyRoute Route(string name, string listener, int priority) => new()
        {
            Name = name,
            Listeners = [listener],
            Priority = priority, // so that their order does not depend on texts
            Hosts = [.. Enumerable.Range(0, random.Next(3)).Select(i => (random.Next(2) == 0 ? "*.h" : "h") + Text() + i)],
            PathPrefix = Path(),
            StripPrefix = random.Next(2) == 0,
            Methods = [.. Enumerable.Range(0, random.Next(3)).Select(i => $"GET{(char)('A' + i)}")],
            Headers = Headers("Match"),
            RequestHeaders = Headers("!#$%&'*+.^_`|~"),
            ResponseHeaders = Headers("&$#'Answer"),
            RateLimit = random.Next(3) == 0 ? random.Next(1, 100) : null,
            MaxBodyBytes = random.Next(3) == 0 ? random.Next(3) : null,
            Hsts = random.Next(2) == 0 ? TimeSpan.FromDays(1) : null,
            RedirectToHttps = random.Next(4) == 0,
            PreserveHost = random.Next(2) == 0,
        };

        var trusted = new[] { IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8") };
        List<ProxyRoute> routes = [];
        for (var i = 0; i < 4; i++)
        {
            var route = Route($"route-{i}", i % 2 == 0 ? "web" : "site", -i);
            var answers = random.Next(2) == 0;
            var (body, answer) = (Text(printable: false), Headers("Fixed"));
            if (random.Next(3) == 0)
            {
                route = route with { ExactPath = route.PathPrefix, PathPrefix = null, StripPrefix = false };
            }

            route = random.Next(3) == 0 ? route with { AllowedSources = trusted } : route;
            routes.Add(answers ? route with { Response = new ProxyResponse { Status = 200 + random.Next(5), Headers = answer, Body = Encoding.UTF8.GetBytes(body) } } : route with { Upstream = "origin" });
        }

        var listeners = new[] { ProxyProtocol.Http, ProxyProtocol.Https, ProxyProtocol.Tls, ProxyProtocol.TlsPassthrough, ProxyProtocol.Udp };
        string[] names = ["web", "site", "tls", "pass", "dns"];
        return new ProxySnapshot
        {
            Revision = 1,
            Listeners =
            [
                .. listeners.Select((protocol, i) => new ProxyListener
                {
                    Name = names[i], Protocol = protocol, Endpoint = new IPEndPoint(IPAddress.Loopback, port + i), TrustedProxies = i < 4 && random.Next(2) == 0 ? trusted : [],
                    AcceptProxyProtocol = i < 4 && random.Next(2) == 0,
                }),
            ],
            Routes =
            [
                .. routes, new ProxyRoute { Name = "tls", Listeners = ["tls"], Hosts = [Text()], Upstream = "tcp", AllowedSources = random.Next(2) == 0 ? trusted : [] },
                new ProxyRoute { Name = "pass", Listeners = ["pass"], Hosts = ["*." + Text()], Upstream = "tcp" }, new ProxyRoute { Name = "dns", Listeners = ["dns"], Upstream = "dns", AllowedSources = random.Next(2) == 0 ? trusted : [] },
            ],
            Upstreams =
            [
                new ProxyUpstreamGroup { Name = "origin", Members = [new ProxyUpstream { Address = new Uri("https://127.0.0.1:9"), ServerName = Text() }] },
                new ProxyUpstreamGroup { Name = "tcp", Members = [new ProxyUpstream { Address = new Uri("tcp://127.0.0.1:9") }], LoadBalancing = "RoundRobin" },
                new ProxyUpstreamGroup { Name = "dns", Members = [new ProxyUpstream { Address = new Uri("udp://127.0.0.1:9") }], LoadBalancing = "First" },
            ],
            Certificates = [Certificate with { ServerNames = ["a" + Text(), "*." + Text()] }],
        };
    }
}
