using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>
/// Installs packages by the machine's package manager; undone, those that were not there are removed with what came along, and the others have
/// their old version.
/// </summary>
internal sealed class PackagesStep(params IReadOnlyList<IPackageManager> managers)
    : StepKind<PackagesArguments, PackagesPrior>("packages", KubeadmJson.Default.PackagesArguments, KubeadmJson.Default.PackagesPrior)
{
    public PackagesStep()
        : this(new AptPackages(), new TdnfPackages())
    {
    }

    protected override async Task<(bool Done, PackagesPrior Prior)> LookAsync(PackagesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var manager = managers.FirstOrDefault(manager => manager.IsPresent)
            ?? throw new ProviderException(ErrorReason.Unsupported, $"This machine has none of the package managers that are known: {string.Join(", ", managers.Select(manager => manager.Name))}.");
        var installed = await manager.InstalledAsync(context, cancellationToken);
        var held = await manager.HeldAsync(context, cancellationToken);
        var wanted = arguments.Packages.Select(PackageName.Parse).ToList();
        var names = wanted.Select(package => package.Name).ToList();
        var isDone = wanted.All(package => installed.TryGetValue(package.Name, out var version) && package.Matches(version)) && (!arguments.Hold || !manager.CanHold || names.All(held.Contains));
        var along = isDone ? [] : await manager.ResolveAsync(arguments, installed, context, cancellationToken);
        return (isDone, new PackagesPrior
        {
            Manager = manager.Name,
            Versions = names.Where(installed.ContainsKey).ToDictionary(name => name, name => installed[name]),
            Held = [.. held.Intersect(names)],
            Along = along,
            Installed = [.. installed.Keys.Order(StringComparer.Ordinal)],
        });
    }

    protected override async Task ApplyAsync(PackagesArguments arguments, PackagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var manager = ManagerOf(prior);
        await manager.InstallAsync(arguments, context, cancellationToken);
        await HoldAgainAsync(manager, prior, context, cancellationToken);
        if (arguments.Hold && manager.CanHold)
        {
            await manager.HoldAsync([.. Names(arguments)], held: true, context, cancellationToken);
        }
        else if (arguments.Hold)
        {
            context.ReportProgress($"{manager.Name} cannot keep packages at their version: exclude {string.Join(", ", Names(arguments))} from upgrades yourself.");
        }
    }

    protected override async Task UndoAsync(PackagesArguments arguments, PackagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var manager = ManagerOf(prior);
        var installed = await manager.InstalledAsync(context, cancellationToken);
        var names = Names(arguments).ToList();
        if ((await manager.HeldAsync(context, cancellationToken)).Intersect(names).Except(prior.Held).ToList() is { Count: > 0 } free)
        {
            await manager.HoldAsync(free, held: false, context, cancellationToken);
        }

        var mine = names.Concat(prior.Along).Where(name => installed.ContainsKey(name) && !prior.Installed.Contains(name)).ToList();
        if (mine.Count > 0)
        {
            await manager.RemoveAsync(mine, [.. installed.Keys.Except(prior.Installed)], context, cancellationToken);
        }

        var changed = prior.Versions.Where(package => installed.GetValueOrDefault(package.Key) != package.Value).ToDictionary(package => package.Key, package => package.Value);
        if (changed.Count > 0)
        {
            await manager.RestoreAsync(changed, arguments.Directory, context, cancellationToken);
        }

        await HoldAgainAsync(manager, prior, context, cancellationToken);
    }

    // Installing another version lets go of a hold.
    private static async Task HoldAgainAsync(IPackageManager manager, PackagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (prior.Held.Except(await manager.HeldAsync(context, cancellationToken)).ToList() is { Count: > 0 } lost)
        {
            await manager.HoldAsync(lost, held: true, context, cancellationToken);
        }
    }

    private static IEnumerable<string> Names(PackagesArguments arguments) => arguments.Packages.Select(package => PackageName.Parse(package).Name);

    private IPackageManager ManagerOf(PackagesPrior prior) => managers.FirstOrDefault(manager => manager.Name == prior.Manager)
        ?? throw new ProviderException(ErrorReason.Unsupported, $"The package manager {prior.Manager} is not known to this version.");
}
