using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Makes a symbolic link where there is no file of that name on the machine's search path; undone, it is gone.</summary>
internal sealed class LinkStep() : StepKind<LinkArguments, LinkPrior>("link", KubeadmJson.Default.LinkArguments, KubeadmJson.Default.LinkPrior)
{
    private static readonly string[] s_searched = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    protected override Task<(bool Done, LinkPrior Prior)> LookAsync(LinkArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(arguments.Path);
        return Task.FromResult((s_searched.Append(Path.GetDirectoryName(arguments.Path)!).Any(directory => Path.Exists(Path.Combine(directory, name))), new LinkPrior()));
    }

    protected override Task ApplyAsync(LinkArguments arguments, LinkPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (!IsOurs(arguments))
        {
            File.CreateSymbolicLink(arguments.Path, arguments.Target);
        }

        return Task.CompletedTask;
    }

    protected override Task UndoAsync(LinkArguments arguments, LinkPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (IsOurs(arguments))
        {
            File.Delete(arguments.Path);
        }

        return Task.CompletedTask;
    }

    private static bool IsOurs(LinkArguments arguments) => new FileInfo(arguments.Path).LinkTarget == arguments.Target;
}
