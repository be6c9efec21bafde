using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>Documents for tests.</summary>
internal static class ProxyDocuments
{
    /// <summary>One listener, one route, one group.</summary>
    public static ProxySpec Simple(int port, string name = "web") => new()
    {
        Listeners = [new ProxyListenerSpec { Name = name, Protocol = "http", Address = $"127.0.0.1:{port}" }],
        Routes = [new ProxyRouteSpec { Name = name, Listeners = [name], Upstream = "origin" }],
        Upstreams = [new ProxyUpstreamGroupSpec { Name = "origin", Members = [new ProxyUpstreamSpec { Address = "http://127.0.0.1:1" }] }],
    };

    /// <summary>Valid documents that listen nowhere, so that they can be applied by the hundred.</summary>
    public static Gen<ProxySpec> WithoutListeners { get; } =
        from groups in Gen.SubListOf("a", "b", "c", "d").SelectMany(Gen.Shuffle)
        from weights in Gen.ArrayOf(Gen.Choose(1, 3), 4)
        from timeouts in Gen.ArrayOf(Gen.Choose(1, 3), 4)
        select new ProxySpec
        {
            Upstreams =
            [
                .. groups.Select((name, index) => new ProxyUpstreamGroupSpec
                {
                    Name = name,
                    ConnectTimeout = TimeSpan.FromSeconds(timeouts[index]),
                    Members = [new ProxyUpstreamSpec { Address = "tcp://127.0.0.1:1", Weight = weights[index] }],
                }),
            ],
        };
}
