using FsCheck;
using FsCheck.Fluent;
using Reeve.Host.Edge.Proxying;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Edge.Proxying;

public sealed class InstanceNamesTests
{
    private static readonly Gen<string> Names = Gen.Elements("a", "test1", "x-tcp-1", "nginx-a-udp-2", "a-p3", new string('z', InstanceNames.Longest));

    private static readonly Gen<EdgePort> Ports =
        from kind in Gen.Elements(PortKind.Http, PortKind.Tcp, PortKind.Udp)
        from port in Gen.Choose(1, 65535)
        from path in Gen.Elements("/", "/a", "/a/b")
        select new EdgePort
        {
            Kind = kind, External = port, Origin = $"{PortKinds.SchemeOf(kind)}://origin:{port}", Path = kind is PortKind.Http ? path : "/",
        };

    [Fact]
    public void Document_AnyInstances_AreReadAsTheyWereAdded()
    {
        var instances = Gen.Two(Names).Where(static names => names.Item1 != names.Item2).SelectMany(names => Gen.Two(Ports.NonEmptyListOf()).Select(ports => (names, ports)));
        Prop.ForAll(Arb.From(instances), static one =>
        {
            var first = Distinct(one.ports.Item1);
            var second = Distinct(one.ports.Item2).ExceptBy(first.Select(static port => port.External), static port => port.External).ToList();
            var spec = InstanceDocument.Add(InstanceDocument.Add(new ProxySpec(), one.names.Item1, first), one.names.Item2, second);
            Assert.Equal(Reeve.Runtime.Proxies.Validation.ProxySpecValidator.Validate(spec), []);
            Assert.Equal(Sorted(first), Sorted(InstanceDocument.Ports(spec, one.names.Item1)));
            Assert.Equal(Sorted(second), Sorted(InstanceDocument.Ports(spec, one.names.Item2)));
            spec = InstanceDocument.Remove(spec, one.names.Item1);
            Assert.Equal(second.Count == 0 ? [] : [one.names.Item2], InstanceDocument.Names(spec));
            spec = InstanceDocument.Remove(spec, one.names.Item2);
            Assert.Empty(spec.Listeners);
            Assert.Empty(spec.Routes);
            Assert.Empty(spec.Upstreams);
        }).QuickCheckThrowOnFailure();
    }

    private static List<EdgePort> Distinct(IEnumerable<EdgePort> ports) => [.. ports.DistinctBy(static port => port.External)];

    private static IEnumerable<EdgePort> Sorted(IEnumerable<EdgePort> ports) => ports.OrderBy(static port => port.External);
}
