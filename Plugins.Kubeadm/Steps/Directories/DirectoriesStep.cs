using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;

namespace Reeve.Plugins.Kubeadm.Steps.Directories;

/// <summary>
/// Looks at what is in directories before programs of the cluster write to them; undone, what has come since is gone. It comes before the
/// steps that start those programs, and is therefore undone after they have ended.
/// </summary>
internal sealed class DirectoriesStep()
    : StepKind<DirectoriesArguments, DirectoriesPrior>("directories", KubeadmJson.Default.DirectoriesArguments, KubeadmJson.Default.DirectoriesPrior)
{
    protected override async Task<(bool Done, DirectoriesPrior Prior)> LookAsync(DirectoriesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var mounts = await MountTable.ReadAsync(context, cancellationToken);
        return (false, new DirectoriesPrior
        {
            Entries = arguments.Paths.Where(Directory.Exists).ToDictionary(path => path, path => Names(path, arguments)),
            Modes = arguments.Paths.Where(Directory.Exists).ToDictionary(path => path, path => (int)File.GetUnixFileMode(path)),
            Mounts = [.. arguments.Paths.SelectMany(mounts.AtOrBelow).Distinct(StringComparer.Ordinal)],
        });
    }

    protected override Task ApplyAsync(DirectoriesArguments arguments, DirectoriesPrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task UndoAsync(DirectoriesArguments arguments, DirectoriesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        foreach (var target in arguments.Paths.SelectMany(path => Targets(path, arguments, prior)))
        {
            if (arguments.Unmount)
            {
                await UnmountAsync(target, prior, context, cancellationToken);
            }

            var removal = new TreeRemoval(await MountTable.ReadAsync(context, cancellationToken));
            if (!removal.Remove(target))
            {
                context.ReportProgress($"Left as it is, since something is mounted there: {string.Join(", ", removal.Kept)}");
            }
        }

        Restore(arguments, prior);
    }

    /// <summary>Directories that were there have their old rights; one of which only some names are the cluster's goes if it was not there and is empty.</summary>
    private static void Restore(DirectoriesArguments arguments, DirectoriesPrior prior)
    {
        foreach (var path in arguments.Paths.Where(Directory.Exists))
        {
            if (prior.Modes.TryGetValue(path, out var mode) && mode != (int)File.GetUnixFileMode(path))
            {
                File.SetUnixFileMode(path, (UnixFileMode)mode);
            }

            if (arguments.Prefix.Length > 0 && !prior.Entries.ContainsKey(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
    }

    private static async Task UnmountAsync(string target, DirectoriesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var mounts = await MountTable.ReadAsync(context, cancellationToken);
        foreach (var mount in mounts.AtOrBelow(target).Except(prior.Mounts))
        {
            await context.ChangeAsync(cancellationToken, "umount", "--", mount);
        }
    }

    private static IEnumerable<string> Targets(string path, DirectoriesArguments arguments, DirectoriesPrior prior)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        return prior.Entries.TryGetValue(path, out var before) || arguments.Prefix.Length > 0
            ? Names(path, arguments).Except(before ?? []).Select(name => Path.Combine(path, name))
            : [path];
    }

    private static IReadOnlyList<string> Names(string path, DirectoriesArguments arguments) =>
    [
        .. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))
            .Where(name => name.StartsWith(arguments.Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
