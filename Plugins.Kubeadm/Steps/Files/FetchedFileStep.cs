using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Downloads;

namespace Reeve.Plugins.Kubeadm.Steps.Files;

/// <summary>Fetches a file that is not there; one that is, is its owner's and stays. Undone, what was fetched goes.</summary>
internal sealed class FetchedFileStep(Downloader downloader)
    : StepKind<FetchedFileArguments, FilePrior>("file-fetch", KubeadmJson.Default.FetchedFileArguments, KubeadmJson.Default.FilePrior)
{
    private const int Mode = 0x1a4; // 0644

    protected override async Task<(bool Done, FilePrior Prior)> LookAsync(FetchedFileArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var prior = await FilePriors.ReadAsync(arguments.Path, context, cancellationToken);
        return (prior.Content is not null, prior);
    }

    protected override async Task ApplyAsync(FetchedFileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var content = await downloader.ReadAsync(arguments.Source, arguments.Most, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
        await context.WriteFileAsync(arguments.Path, content, Mode, cancellationToken);
    }

    protected override Task UndoAsync(FetchedFileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        FilePriors.RestoreAsync(arguments.Path, prior, prior.Content, context, cancellationToken);
}
