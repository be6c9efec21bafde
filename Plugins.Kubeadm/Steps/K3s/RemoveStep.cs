using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>
/// Removes a cluster of k3s, whole, half made or broken, and whoever made it. What steps of the agent have written is theirs to take back; of a
/// cluster that somebody else made, the files that k3s' installation writes go as well. It cannot be taken back.
/// </summary>
internal sealed class RemoveStep(K3sService service, K3sRemoval removal)
    : StepKind<RemoveArguments, RemovePrior>("k3s-remove", KubeadmJson.Default.RemoveArguments, KubeadmJson.Default.RemovePrior)
{
    protected override async Task<(bool Done, RemovePrior Prior)> LookAsync(RemoveArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        (!File.Exists(K3sPaths.Mark) && !File.Exists(arguments.Program) && !await service.ExistsAsync(cancellationToken), new RemovePrior());

    protected override async Task ApplyAsync(RemoveArguments arguments, RemovePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var mark = await K3sMark.ReadAsync(context, cancellationToken);
        if (mark is { Removed: true })
        {
            return;
        }

        await removal.RemoveAsync(arguments.DataDirectory, arguments.KeepData, mark?.Before, context, cancellationToken);
        if (mark is not null)
        {
            await (mark with { Removed = true }).WriteAsync(context, cancellationToken);
            return;
        }

        foreach (var path in Installed(arguments).Where(Path.Exists))
        {
            File.Delete(path);
        }

        if (Directory.Exists(K3sPaths.State))
        {
            Directory.Delete(K3sPaths.State, recursive: true); // from changes of it
        }
    }

    protected override Task UndoAsync(RemoveArguments arguments, RemovePrior prior, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What k3s' installation script writes. Source: https://docs.k3s.io/installation/uninstall.</summary>
    private static IEnumerable<string> Installed(RemoveArguments arguments)
    {
        var directory = Path.GetDirectoryName(arguments.Program)!;
        var links = arguments.Links.Select(name => Path.Combine(directory, name))
            .Where(path => new FileInfo(path).LinkTarget is { } target && Path.GetFullPath(target, directory) == arguments.Program);
        return [.. links, K3sPaths.UnitFile, K3sPaths.EnvironmentFile, Path.Combine(directory, "k3s-killall.sh"), Path.Combine(directory, "k3s-uninstall.sh"), arguments.Program];
    }
}
