using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Images;

/// <summary>Imports images into containerd; undone, those that have come since are gone, the ones that pods pulled too. Source: ctr(8).</summary>
internal sealed class ImagesStep() : StepKind<ImagesArguments, ImagesPrior>("images", KubeadmJson.Default.ImagesArguments, KubeadmJson.Default.ImagesPrior)
{
    protected override async Task<(bool Done, ImagesPrior Prior)> LookAsync(ImagesArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        // ctr waits for a runtime that is about to start; a plan for a machine without one need not.
        if (context.DryRun && !File.Exists(PathOf(arguments.Socket)))
        {
            throw new ProviderException(ErrorReason.Transient, $"Which images are there is not known: no container runtime listens at {PathOf(arguments.Socket)}.");
        }

        return (false, new ImagesPrior { Names = await NamesAsync(arguments, context, cancellationToken) });
    }

    protected override async Task ApplyAsync(ImagesArguments arguments, ImagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.Directory.Length == 0)
        {
            return;
        }

        if (!Directory.Exists(arguments.Directory))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no directory {arguments.Directory} with archives of images; make it, or leave the option images out where there is a registry.");
        }

        foreach (var archive in Directory.EnumerateFiles(arguments.Directory, "*.tar").Order(StringComparer.Ordinal))
        {
            context.ReportProgress($"Import {Path.GetFileName(archive)}");
            await context.ChangeAsync(cancellationToken, Command(arguments, "import", archive));
        }
    }

    protected override async Task UndoAsync(ImagesArguments arguments, ImagesPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(arguments.Socket)))
        {
            return; // the runtime does not run: what it keeps goes with its directories
        }

        var added = (await NamesAsync(arguments, context, cancellationToken)).Except(prior.Names).ToList();
        if (added.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, Command(arguments, ["remove", "--sync", .. added]));
        }
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ImagesArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        (await context.AskAsync(cancellationToken, Command(arguments, "list", "--quiet"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Command(ImagesArguments arguments, params string[] words) =>
        ["ctr", "--address", PathOf(arguments.Socket), "--namespace", "k8s.io", "images", .. words];

    private static string PathOf(string socket) => socket.StartsWith("unix://", StringComparison.Ordinal) ? socket["unix://".Length..] : socket;
}
