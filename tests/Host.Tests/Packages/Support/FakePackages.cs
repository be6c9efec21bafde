using Reeve.Host.Packages;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>Packages that become what is asked of them at once.</summary>
internal sealed class FakePackages : IPackages
{
    public List<(PackageVerb Verb, PackageRequest Request)> Asked { get; } = [];

    public PackageQuery? Query { get; private set; }

    public ProviderException? Failure { get; set; }

    public Task<IReadOnlyList<PackageState>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PackageState>>([new PackageState { Id = "Acme.Clusters", Version = "1.0.0", PluginId = "fixture.clusters", Source = "test", Tree = "00" }]);

    public async Task<IReadOnlyList<PackageState>> ListOutdatedAsync(PackageQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return [(await ListAsync(cancellationToken))[0] with { Available = "1.1.0", Newest = "2.0.0", Note = "why" }];
    }

    public Task<IReadOnlyList<FoundPackage>> SearchAsync(PackageQuery query, CancellationToken cancellationToken)
    {
        Query = query;
        return Task.FromResult<IReadOnlyList<FoundPackage>>([new FoundPackage { Id = "Acme.Clusters", Version = "1.0.0", Description = "d", Authors = "a", Source = "test" }]);
    }

    public Task<LockDocument> LockAsync(CancellationToken cancellationToken) => Task.FromResult(new LockDocument
    {
        Plugins = [new LockedPlugin { Package = new LockedPackage { Id = "Acme.Clusters", Version = "1.0.0", ContentHash = "aGFzaA==" } }],
    });

    public Task<PackageReport> ChangeAsync(PackageVerb verb, PackageRequest request, IProgress<PackageStep> progress, CancellationToken cancellationToken)
    {
        Asked.Add((verb, request));
        progress.Report(new PackageStep { Phase = "download", Package = "Acme.Clusters 1.0.0", Bytes = 2 * 1024 * 1024 });
        return Failure is { } failure ? Task.FromException<PackageReport>(failure) : Task.FromResult(new PackageReport
        {
            DryRun = request.DryRun,
            Changes = [new PackageChange { Id = "Acme.Clusters", Action = "updated", From = "0.9.0", To = "1.0.0", Source = "test", Dependencies = ["Acme.Library 1.0.0"], Notes = ["note"] }],
        });
    }
}
