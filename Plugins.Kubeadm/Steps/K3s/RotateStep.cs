using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.K3s;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>Lets k3s make its certificates anew while it is stopped, and starts it. What they were before is the pause's to restore.</summary>
/// <remarks>Source: https://docs.k3s.io/cli/certificate.</remarks>
internal sealed class RotateStep(K3sService service) : StepKind<RotateArguments, RotatePrior>("k3s-rotate", KubeadmJson.Default.RotateArguments, KubeadmJson.Default.RotatePrior)
{
    private static readonly string[] s_proof = ["server/tls/serving-kube-apiserver.crt", "server/tls/client-admin.crt"];

    protected override Task<(bool Done, RotatePrior Prior)> LookAsync(RotateArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult((false, new RotatePrior()));

    protected override async Task ApplyAsync(RotateArguments arguments, RotatePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await service.StopAsync(cancellationToken);
        await context.ChangeAsync(cancellationToken, arguments.Program, "certificate", "rotate", "--data-dir", arguments.DataDirectory);
        await service.StartAsync(cancellationToken);
    }

    protected override async Task VerifyAsync(RotateArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        foreach (var path in s_proof)
        {
            var now = await context.ReadFileAsync(Path.Combine(arguments.DataDirectory, path), cancellationToken)
                ?? throw new ProviderException(ErrorReason.Transient, $"k3s has not made {path} yet.");
            var before = await context.ReadFileAsync(Path.Combine(K3sPaths.Saved, context.OperationId, path), cancellationToken);
            if (before is { } old && now.Span.SequenceEqual(old.Span))
            {
                throw new ProviderException($"k3s has not made {path} anew.");
            }
        }
    }

    protected override Task UndoAsync(RotateArguments arguments, RotatePrior prior, IStepContext context, CancellationToken cancellationToken) => service.StopAsync(cancellationToken);
}
