using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps.Files;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Copies a large file, such as an archive of images; undone, it is gone with the directories that were made for it.</summary>
internal sealed class CopyStep(Downloader downloader) : StepKind<CopyArguments, CopyPrior>("copy", KubeadmJson.Default.CopyArguments, KubeadmJson.Default.CopyPrior)
{
    private const long Largest = 16L << 30;
    private const string Unfinished = ".new";

    protected override Task<(bool Done, CopyPrior Prior)> LookAsync(CopyArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var from = new FileInfo(arguments.From);
        var to = new FileInfo(arguments.To);
        if (!from.Exists)
        {
            throw new ProviderException(ErrorReason.NotFound, $"{arguments.From} does not exist.");
        }

        // The name has the version in it: a whole file of the same length is the same one.
        return to is { Exists: true, LinkTarget: null } && to.Length != from.Length
            ? throw new ProviderException(ErrorReason.Conflict, $"{arguments.To} is there already and is another file than {arguments.From}.")
            : Task.FromResult((to.Exists, new CopyPrior { MissingDirectories = FilePriors.Missing(arguments.To) }));
    }

    protected override async Task ApplyAsync(CopyArguments arguments, CopyPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.To)!);
        await downloader.SaveAsync(arguments.From, arguments.To + Unfinished, Largest, cancellationToken);
        File.Move(arguments.To + Unfinished, arguments.To, overwrite: true);
    }

    protected override Task UndoAsync(CopyArguments arguments, CopyPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.GetDirectoryName(arguments.To)))
        {
            File.Delete(arguments.To + Unfinished);
            File.Delete(arguments.To);
        }

        FilePriors.RemoveEmpty(prior.MissingDirectories);
        return Task.CompletedTask;
    }
}
