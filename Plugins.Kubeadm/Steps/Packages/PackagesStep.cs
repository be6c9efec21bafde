using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>
/// Installs Debian packages; undone, those that were not there are purged with what came along, and the others have their old version.
/// </summary>
/// <remarks>Source: apt-get(8), apt-mark(8), dpkg-query(1).</remarks>
internal sealed class PackagesStep()
    : StepKind<PackagesArguments, PackagesPrior>("packages", KubeadmJson.Default.PackagesArguments, KubeadmJson.Default.PackagesPrior)
{
    private static readonly string[] s_apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"];

    protected override async Task<(bool Done, PackagesPrior Prior)> LookAsync(PackagesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(context, cancellationToken);
        var names = arguments.Packages.Select(NameOf).ToList();
        var held = await HeldAsync(context, cancellationToken);
        var prior = new PackagesPrior
        {
            Versions = names.Where(installed.ContainsKey).ToDictionary(name => name, name => installed[name]),
            Held = [.. held.Intersect(names)],
            Installed = [.. installed.Keys.Order(StringComparer.Ordinal)],
        };
        var done = arguments.Packages.All(package => IsInstalled(package, installed)) && (!arguments.Hold || names.All(held.Contains));
        return (done, prior);
    }

    protected override async Task ApplyAsync(PackagesArguments arguments, PackagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await context.ChangeAsync(cancellationToken, [.. s_apt, "update"]);
        await context.ChangeAsync(
            cancellationToken, [.. s_apt, "--no-install-recommends", "--allow-change-held-packages", "--allow-downgrades", "install", "--", .. arguments.Packages]);
        if (arguments.Hold)
        {
            await context.ChangeAsync(cancellationToken, ["apt-mark", "hold", .. arguments.Packages.Select(NameOf)]);
        }
    }

    protected override async Task UndoAsync(PackagesArguments arguments, PackagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(context, cancellationToken);
        var names = arguments.Packages.Select(NameOf).ToList();
        var free = (await HeldAsync(context, cancellationToken)).Intersect(names).Except(prior.Held).ToList();
        if (free.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, ["apt-mark", "unhold", .. free]);
        }

        var added = names.Any(name => installed.ContainsKey(name) && !prior.Versions.ContainsKey(name))
            ? installed.Keys.Except(prior.Installed).Where((await AutomaticAsync(context, cancellationToken)).Union(names).Contains).Order(StringComparer.Ordinal).ToList()
            : [];
        if (added.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, [.. s_apt, "purge", "--", .. added]);
        }

        var changed = prior.Versions.Where(package => installed.GetValueOrDefault(package.Key) != package.Value).Select(package => $"{package.Key}={package.Value}").ToList();
        if (changed.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, [.. s_apt, "--allow-downgrades", "--allow-change-held-packages", "install", "--", .. changed]);
        }
    }

    private static string NameOf(string package) => package.Split('=')[0];

    private static bool IsInstalled(string package, Dictionary<string, string> installed)
    {
        var wanted = package.Split('=', 2);
        return installed.TryGetValue(wanted[0], out var version)
            && (wanted.Length == 1 || version == wanted[1] || (wanted[1].EndsWith('*') && version.StartsWith(wanted[1][..^1], StringComparison.Ordinal)));
    }

    private static async Task<Dictionary<string, string>> InstalledAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var list = await context.AskAsync(cancellationToken, "dpkg-query", "-W", "-f=${db:Status-Status} ${Package} ${Version}\\n");
        return list.Split('\n').Select(line => line.Split(' ')).Where(words => words is ["installed", _, _])
            .GroupBy(words => words[1], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[2], StringComparer.Ordinal);
    }

    // What somebody has asked for meanwhile stays.
    private static async Task<HashSet<string>> AutomaticAsync(IStepContext context, CancellationToken cancellationToken) =>
        [.. (await context.AskAsync(cancellationToken, "apt-mark", "showauto")).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<HashSet<string>> HeldAsync(IStepContext context, CancellationToken cancellationToken) =>
        [.. (await context.AskAsync(cancellationToken, "apt-mark", "showhold")).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
