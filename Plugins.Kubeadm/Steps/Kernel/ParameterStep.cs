using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Machine;

namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Sets a kernel parameter; undone, it has its old value. Source: sysctl(8).</summary>
internal sealed class ParameterStep()
    : StepKind<ParameterArguments, ParameterPrior>("sysctl", KubeadmJson.Default.ParameterArguments, KubeadmJson.Default.ParameterPrior)
{
    protected override async Task<(bool Done, ParameterPrior Prior)> LookAsync(ParameterArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var value = await ValueAsync(arguments, context, cancellationToken);
        return (value == arguments.Value, new ParameterPrior { Value = value });
    }

    protected override Task ApplyAsync(ParameterArguments arguments, ParameterPrior prior, IStepContext context, CancellationToken cancellationToken) =>
        arguments.Value is { } value ? SetAsync(arguments.Parameter, value, context, cancellationToken) : Task.CompletedTask;

    protected override async Task UndoAsync(ParameterArguments arguments, ParameterPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        // It may have gone with the module that it belonged to.
        if (prior.Value is { } value && await ValueAsync(arguments, context, cancellationToken) is { } now && now != value)
        {
            await SetAsync(arguments.Parameter, value, context, cancellationToken);
        }
    }

    private static Task<string> SetAsync(string parameter, string value, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, "sysctl", "-q", "-w", $"{parameter}={value}");

    private static async Task<string?> ValueAsync(ParameterArguments arguments, IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(KernelFiles.PathOf(arguments.Parameter), cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span).Trim() : null;
}
