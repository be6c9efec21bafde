using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Distributions.Containerd;
using Reeve.Plugins.Kubeadm.Steps.Files;

namespace Reeve.Plugins.Kubeadm.Steps.Runtime;

/// <summary>Writes containerd's configuration in the schema of the version that is installed; undone, the old one is there again.</summary>
internal sealed partial class RuntimeFileStep()
    : StepKind<RuntimeFileArguments, FilePrior>("containerd-file", KubeadmJson.Default.RuntimeFileArguments, KubeadmJson.Default.FilePrior)
{
    private const int Mode = 0x1a4; // 0644

    protected override async Task<(bool Done, FilePrior Prior)> LookAsync(RuntimeFileArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = await ContentAsync(arguments, context, cancellationToken);
        var prior = await FilePriors.ReadAsync(arguments.Path, context, cancellationToken);
        return (prior.Content == Convert.ToBase64String(wanted), prior);
    }

    protected override async Task ApplyAsync(RuntimeFileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(arguments.Path)!);
        await context.WriteFileAsync(arguments.Path, await ContentAsync(arguments, context, cancellationToken), Mode, cancellationToken);
    }

    protected override Task UndoAsync(RuntimeFileArguments arguments, FilePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        FilePriors.RestoreAsync(arguments.Path, prior, prior.Content, context, cancellationToken);

    private static async Task<byte[]> ContentAsync(RuntimeFileArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetBytes(ContainerdFile.Write(new ContainerdConfiguration
        {
            Version = arguments.Version.Length > 0 ? arguments.Version : await VersionAsync(context, cancellationToken),
            SandboxImage = arguments.SandboxImage,
            SystemdCgroup = arguments.SystemdCgroup,
            RestrictOomScoreAdjustment = arguments.RestrictOomScoreAdjustment,
            NetworkPluginDirectory = arguments.NetworkPluginDirectory,
        }));

    // containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3
    private static async Task<string> VersionAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var output = await context.AskAsync(cancellationToken, "containerd", "--version");
        return Version().Match(output) is { Success: true } match
            ? match.Groups[1].Value
            : throw new ProviderException(ErrorReason.Unsupported, $"containerd does not tell its version: \"{output.Trim()}\". Say it with the option runtime.version.");
    }

    [GeneratedRegex(@"\bv?(\d+\.\d+(?:\.\d+)?)")]
    private static partial Regex Version();
}
