using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Puts k3s' program in its place. The one before is kept until the next upgrade; undone, it is back.</summary>
internal sealed class ProgramStep(ProgramFiles programs)
    : StepKind<ProgramArguments, ProgramPrior>("k3s-program", KubeadmJson.Default.ProgramArguments, KubeadmJson.Default.ProgramPrior)
{
    protected override async Task<(bool Done, ProgramPrior Prior)> LookAsync(ProgramArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var prior = new ProgramPrior { Sha256 = await ProgramFiles.HashAsync(arguments.Path, cancellationToken), Wanted = await programs.WantedAsync(arguments, cancellationToken) };
        return (prior.Sha256 == prior.Wanted, prior);
    }

    protected override async Task ApplyAsync(ProgramArguments arguments, ProgramPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        var now = await ProgramFiles.HashAsync(arguments.Path, cancellationToken);
        if (now == prior.Wanted)
        {
            return; // an earlier try
        }

        if (now is not null && now == prior.Sha256)
        {
            ProgramFiles.Copy(arguments.Path, ProgramFiles.Kept(now));
        }

        var fetched = ProgramFiles.Kept(prior.Wanted);
        if (await ProgramFiles.HashAsync(fetched, cancellationToken) == prior.Wanted)
        {
            ProgramFiles.Copy(fetched, arguments.Path);
        }
        else
        {
            await programs.FetchAsync(arguments, prior.Wanted, arguments.Path, context, cancellationToken);
        }

        // Those of earlier upgrades, and the one that is in its place now.
        foreach (var other in Directory.Exists(K3sPaths.Programs) ? Directory.GetFiles(K3sPaths.Programs).Where(path => Path.GetFileName(path) != prior.Sha256) : [])
        {
            File.Delete(other);
        }
    }

    protected override async Task UndoAsync(ProgramArguments arguments, ProgramPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (prior.Sha256 is not { } before)
        {
            ProgramFiles.Delete(arguments.Path);
        }
        else if (await ProgramFiles.HashAsync(arguments.Path, cancellationToken) != before)
        {
            ProgramFiles.Copy(ProgramFiles.Kept(before), arguments.Path);
        }
    }
}
