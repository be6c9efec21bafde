using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>Any sequence of changes, refusals, rollbacks and restarts, against a list of documents.</summary>
public sealed class ProxyServiceProperties
{
    private enum Kind
    {
        Apply,
        Refused,
        RollBack,
        Restart,
    }

    [Fact]
    public void Service_AnySequence_ServesTheLastAcceptedAndKnowsAllBefore()
    {
        var steps = Gen.ListOf(
            from kind in Gen.Elements(Kind.Apply, Kind.Apply, Kind.Refused, Kind.RollBack, Kind.Restart)
            from spec in ProxyDocuments.WithoutListeners
            from number in Gen.Choose(0, 100)
            select (kind, spec, number));
        Prop.ForAll(steps.Resize(12).ToArbitrary(), sequence => RunAsync(sequence).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static async Task<bool> RunAsync(IEnumerable<(Kind Kind, ProxySpec Spec, int Number)> steps)
    {
        using var directory = new TempDirectory();
        List<ProxySpec> model = [];
        var provider = new RecordingProvider();
        var service = Open(provider, directory);
        await service.StartAsync(CancellationToken.None);
        foreach (var (kind, spec, number) in steps)
        {
            switch (kind)
            {
                case Kind.Apply:
                    await service.ApplyAsync(spec, "", null, CancellationToken.None);
                    Expect(model, spec);
                    break;
                case Kind.Refused when ProxyDiff.Between(model.LastOrDefault(), spec).Count > 0 && model.Count > 0:
                    provider.Refuses = true;
                    await Assert.ThrowsAsync<ProviderException>(() => service.ApplyAsync(spec, "", null, CancellationToken.None));
                    break;
                case Kind.RollBack when model.Count > 0:
                    var target = number % model.Count;
                    await service.RollBackAsync(target + 1, "", CancellationToken.None);
                    Expect(model, model[target]);
                    break;
                case Kind.Restart:
                    await service.DisposeAsync();
                    provider = new RecordingProvider();
                    service = Open(provider, directory);
                    await service.StartAsync(CancellationToken.None);
                    break;
                default:
                    break;
            }

            if (!Holds(service, provider, model))
            {
                return false;
            }
        }

        await service.DisposeAsync();
        return true;

        static void Expect(List<ProxySpec> model, ProxySpec spec)
        {
            if (model.Count == 0 || ProxyDiff.Between(model[^1], spec).Count > 0)
            {
                model.Add(spec);
            }
        }
    }

    private static bool Holds(ProxyService service, RecordingProvider provider, List<ProxySpec> model) =>
        (service.Current?.Revision ?? 0) == model.Count
        && (provider.Served?.Revision ?? 0) == model.Count
        && service.Revisions.SequenceEqual(Enumerable.Range(1, model.Count).Reverse().Select(number => (long)number))
        && model.Select((spec, index) => ProxyDiff.Between(spec, service.Find(index + 1)!.Spec).Count == 0).All(same => same);

    private static ProxyService Open(RecordingProvider provider, TempDirectory directory) =>
        new("edge", provider, directory["history"], TimeProvider.System, NullLogger.Instance);
}
