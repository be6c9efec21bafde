using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>
/// Stops k3s before a change, and keeps a copy of the data that the change may spoil; pods go on. Undone, the data are what they were, and k3s
/// runs again. The copy stays until the next change.
/// </summary>
/// <remarks>A database that nobody writes to is copied whole, whichever it is: SQLite or etcd.</remarks>
internal sealed class PauseStep(K3sService service) : StepKind<PauseArguments, PausePrior>("k3s-pause", KubeadmJson.Default.PauseArguments, KubeadmJson.Default.PausePrior)
{
    private const string Whole = ".whole";

    protected override async Task<(bool Done, PausePrior Prior)> LookAsync(PauseArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        (false, new PausePrior { Operation = context.OperationId, Active = await service.IsActiveAsync(cancellationToken) });

    protected override async Task ApplyAsync(PauseArguments arguments, PausePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await service.StopAsync(cancellationToken);
        if (Directory.Exists(K3sPaths.Saved))
        {
            Directory.Delete(K3sPaths.Saved, recursive: true);
        }

        var copy = CopyOf(prior);
        Directory.CreateDirectory(K3sPaths.State, (UnixFileMode)0x1c0); // 0700
        Directory.CreateDirectory(copy);
        foreach (var path in arguments.Saved.Where(path => Path.Exists(Path.Combine(arguments.DataDirectory, path))))
        {
            await CopyAsync(arguments.DataDirectory, copy, path, context, cancellationToken);
        }

        await context.WriteFileAsync(Path.Combine(copy, Whole), ReadOnlyMemory<byte>.Empty, 0x180, cancellationToken);
    }

    protected override async Task UndoAsync(PauseArguments arguments, PausePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(CopyOf(prior), Whole)))
        {
            await service.StopAsync(cancellationToken);
            foreach (var path in arguments.Saved)
            {
                await RestoreAsync(arguments.DataDirectory, CopyOf(prior), path, context, cancellationToken);
            }
        }

        if (prior.Active && !await service.IsActiveAsync(cancellationToken))
        {
            await service.StartAsync(cancellationToken);
        }
    }

    private static string CopyOf(PausePrior prior) => Path.Combine(K3sPaths.Saved, prior.Operation);

    private static async Task RestoreAsync(string data, string copy, string path, IStepContext context, CancellationToken cancellationToken)
    {
        await context.ChangeAsync(cancellationToken, "rm", "-r", "-f", "--one-file-system", "--", Path.Combine(data, path));
        if (Path.Exists(Path.Combine(copy, path)))
        {
            await CopyAsync(copy, data, path, context, cancellationToken);
        }
    }

    private static async Task CopyAsync(string from, string to, string path, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
        await context.ChangeAsync(cancellationToken, "cp", "--archive", "--reflink=auto", "--no-target-directory", "--", Path.Combine(from, path), Path.Combine(to, path));
    }
}
