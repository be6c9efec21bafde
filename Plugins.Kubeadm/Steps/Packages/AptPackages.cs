using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>Debian's and Ubuntu's apt.</summary>
/// <remarks>Source: apt-get(8), apt-mark(8), apt-cache(8), dpkg-query(1).</remarks>
internal sealed class AptPackages : IPackageManager
{
    public const string ManagerName = "apt";

    // A process that has the lock is waited for, as unattended upgrades may hold it for minutes.
    private static readonly string[] s_apt = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"];
    private static readonly string[] s_install = ["--no-install-recommends", "--allow-change-held-packages", "--allow-downgrades", "install", "--"];

    // Files alone: apt's own option against downloads leaves their paths out.
    private static readonly string[] s_withoutRepositories = ["-o", "Dir::Etc::SourceList=/dev/null", "-o", "Dir::Etc::SourceParts=/dev/null"];

    public string Name => ManagerName;

    public bool IsPresent => File.Exists("/usr/bin/apt-get");

    public bool CanHold => true;

    public async Task<IReadOnlyDictionary<string, string>> InstalledAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var list = await context.AskAsync(cancellationToken, "dpkg-query", "-W", "-f=${db:Status-Status} ${Package} ${Version}\\n");
        return list.Split('\n').Select(line => line.Split(' ')).Where(words => words is ["installed", _, _])
            .GroupBy(words => words[1], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[2], StringComparer.Ordinal);
    }

    public async Task<IReadOnlyCollection<string>> HeldAsync(IStepContext context, CancellationToken cancellationToken) =>
        Lines(await context.AskAsync(cancellationToken, "apt-mark", "showhold"));

    public async Task<IReadOnlyList<string>> ResolveAsync(
        PackagesArguments arguments, IReadOnlyDictionary<string, string> installed, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.Directory.Length == 0)
        {
            return [];
        }

        var files = await DebianFiles.ReadAsync(arguments.Directory, context, cancellationToken);
        var chosen = files.Choose(arguments.Packages.Select(PackageName.Parse), installed);
        foreach (var package in chosen.Where(package => installed.TryGetValue(package.Name, out var version) && version != package.Version))
        {
            await RequireOldAsync(package.Name, installed[package.Name], files, context, cancellationToken);
        }

        return [.. chosen.Select(package => package.Name).Except(arguments.Packages.Select(package => PackageName.Parse(package).Name))];
    }

    public async Task InstallAsync(PackagesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.Directory.Length == 0)
        {
            await context.ChangeAsync(cancellationToken, [.. s_apt, "update"]);
            await context.ChangeAsync(cancellationToken, [.. s_apt, .. s_install, .. arguments.Packages]);
            return;
        }

        var installed = await InstalledAsync(context, cancellationToken);
        var files = await DebianFiles.ReadAsync(arguments.Directory, context, cancellationToken);
        await context.ChangeAsync(
            cancellationToken, [.. s_apt, .. s_withoutRepositories, .. s_install, .. files.Choose(arguments.Packages.Select(PackageName.Parse), installed).Select(package => package.Path)]);
    }

    public Task HoldAsync(IReadOnlyCollection<string> names, bool held, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, ["apt-mark", held ? "hold" : "unhold", "--", .. names]);

    public async Task RemoveAsync(IReadOnlyCollection<string> names, IReadOnlyCollection<string> added, IStepContext context, CancellationToken cancellationToken)
    {
        // What somebody has asked for meanwhile stays.
        var automatic = Lines(await context.AskAsync(cancellationToken, "apt-mark", "showauto"));
        var removed = names.Concat(added.Where(automatic.Contains)).Distinct().Order(StringComparer.Ordinal).ToList();
        var others = await AlsoRemovedAsync(removed, context, cancellationToken);
        if (others.Count > 0)
        {
            foreach (var name in removed.ToList())
            {
                if ((await AlsoRemovedAsync([name], context, cancellationToken)).Except(removed).ToList() is { Count: > 0 } needing)
                {
                    context.ReportProgress($"{name} stays: {string.Join(", ", needing)} of somebody else's needs it.");
                    removed.Remove(name);
                }
            }
        }

        if (removed.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, [.. s_apt, "purge", "--", .. removed]);
        }
    }

    public async Task RestoreAsync(IReadOnlyDictionary<string, string> versions, string directory, IStepContext context, CancellationToken cancellationToken)
    {
        var files = directory.Length > 0 && Directory.Exists(directory) ? await DebianFiles.ReadAsync(directory, context, cancellationToken) : null;
        var sources = versions.Select(package => files?.Find(package.Key, package.Value)?.Path ?? $"{package.Key}={package.Value}");
        await context.ChangeAsync(cancellationToken, [.. s_apt, .. s_install, .. sources]);
    }

    /// <summary>Packages that would go with others, and are not among them.</summary>
    private static async Task<List<string>> AlsoRemovedAsync(IReadOnlyCollection<string> names, IStepContext context, CancellationToken cancellationToken)
    {
        var simulated = await context.AskAsync(cancellationToken, [.. s_apt, "--simulate", "purge", "--", .. names]);
        return [.. simulated.Split('\n').Select(line => line.Split(' ')).Where(words => words is ["Remv" or "Purg", _, ..]).Select(words => words[1].Split(':')[0]).Except(names)];
    }

    // Nothing is installed over a version that could not be brought back.
    private static async Task RequireOldAsync(string name, string version, DebianFiles files, IStepContext context, CancellationToken cancellationToken)
    {
        if (files.Find(name, version) is not null)
        {
            return;
        }

        // Versions that a repository has, each in a line: "kubelet | 1.30.2-1.1 | https://...".
        var known = await context.AskAsync(cancellationToken, "apt-cache", "madison", name);
        if (!known.Split('\n').Any(line => line.Split('|', StringSplitOptions.TrimEntries) is [_, var offered, ..] && offered == version))
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"{name} {version} is installed, and could not be brought back if something failed: put its file into the directory with the others.");
        }
    }

    private static HashSet<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
