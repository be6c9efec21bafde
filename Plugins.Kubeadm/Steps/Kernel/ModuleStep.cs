using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Loads a kernel module; undone, it is unloaded unless something uses it, which is then no longer this cluster's.</summary>
/// <remarks>Source: modprobe(8).</remarks>
internal sealed class ModuleStep(string modules = "/sys/module") : StepKind<ModuleArguments, ModulePrior>("module", KubeadmJson.Default.ModuleArguments, KubeadmJson.Default.ModulePrior)
{
    protected override Task<(bool Done, ModulePrior Prior)> LookAsync(ModuleArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var present = IsPresent(arguments);
        return Task.FromResult((present, new ModulePrior { Present = present }));
    }

    protected override Task ApplyAsync(ModuleArguments arguments, ModulePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, "modprobe", arguments.Module);

    protected override async Task UndoAsync(ModuleArguments arguments, ModulePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (!prior.Present && IsPresent(arguments) && !await IsUsedAsync(arguments.Module, context, cancellationToken))
        {
            await context.ChangeAsync(cancellationToken, "modprobe", "-r", arguments.Module);
        }
    }

    // Of modules that are part of the kernel only those with parameters have a directory there.
    private bool IsPresent(ModuleArguments arguments) =>
        Directory.Exists(Path.Combine(modules, arguments.Module)) || (arguments.Evidence.Length > 0 && Directory.Exists(arguments.Evidence));

    private async Task<bool> IsUsedAsync(string module, IStepContext context, CancellationToken cancellationToken)
    {
        var count = await context.ReadFileAsync(Path.Combine(modules, module, "refcnt"), cancellationToken);
        return count is not { } bytes || !bytes.Span.SequenceEqual("0\n"u8);
    }
}
