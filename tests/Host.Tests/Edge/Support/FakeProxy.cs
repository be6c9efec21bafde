using Reeve.Proxies;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Host.Tests.Edge.Support;

/// <summary>A proxy that serves nothing: it keeps valid documents.</summary>
internal sealed class FakeProxy : IProxyService
{
    private readonly Lock _lock = new();

    public string Name => "edge";

    public ProxyRevision? Current { get; private set; }

    public ProxyCapabilities? Capabilities => null;

    public ProxySpec Spec => Current?.Spec ?? new ProxySpec();

    public IReadOnlyList<long> Revisions => [];

    /// <summary>Called before a document is applied; what it throws is the provider's refusal.</summary>
    public Action<ProxySpec>? Applying { get; set; }

    public string By => Current!.By;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IReadOnlyList<ProxyChange> Diff(ProxySpec spec) => ProxyDiff.Between(Current?.Spec, spec);

    public Task<ProxyRevision> ApplyAsync(ProxySpec spec, string by, long? expected, CancellationToken cancellationToken)
    {
        if (ProxySpecValidator.Validate(spec) is { Count: > 0 } errors)
        {
            throw new ProxyValidationException(errors);
        }

        lock (_lock)
        {
            var revision = Current?.Revision ?? 0;
            if (expected is not null && expected != revision)
            {
                throw new ProviderException(ErrorReason.Conflict, "Another revision is current.");
            }

            Applying?.Invoke(spec);
            Current = Diff(spec).Count == 0 && Current is not null ? Current : new ProxyRevision { Revision = revision + 1, Time = DateTimeOffset.UnixEpoch, By = by, Spec = spec };
            return Task.FromResult(Current);
        }
    }

    public Task<ProxyRevision> ChangeAsync(Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return ApplyAsync(change(Spec), by, null, cancellationToken);
        }
    }

    public IAsyncEnumerable<ProxyRevision> WatchAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ProxyRevision> RollBackAsync(long revision, string by, CancellationToken cancellationToken) => throw new ProviderException(ErrorReason.NotFound, "");

    public ProxyRevision? Find(long revision) => null;

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(new ProxyObservation { Revision = Current?.Revision ?? 0 });

    public Task ServeAsync(CertificateSet set, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
