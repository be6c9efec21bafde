using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Loads a kernel module; undone, it is unloaded unless something uses it, which is then no longer this cluster's.</summary>
/// <remarks>Source: modprobe(8).</remarks>
internal sealed class ModuleStep() : StepKind<ModuleArguments, ModulePrior>("module", KubeadmJson.Default.ModuleArguments, KubeadmJson.Default.ModulePrior)
{
    protected override Task<(bool Done, ModulePrior Prior)> LookAsync(ModuleArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var present = IsPresent(arguments.Module);
        return Task.FromResult((present, new ModulePrior { Present = present }));
    }

    protected override Task ApplyAsync(ModuleArguments arguments, ModulePrior prior, IStepContext context, CancellationToken cancellationToken) =>
        context.ChangeAsync(cancellationToken, "modprobe", arguments.Module);

    protected override async Task UndoAsync(ModuleArguments arguments, ModulePrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (!prior.Present && IsPresent(arguments.Module) && !await IsUsedAsync(arguments.Module, context, cancellationToken))
        {
            await context.ChangeAsync(cancellationToken, "modprobe", "-r", arguments.Module);
        }
    }

    // Modules with parameters have a directory also if they are part of the kernel; those without are named by modinfo alone.
    private static bool IsPresent(string module) => Directory.Exists($"/sys/module/{module}");

    private static async Task<bool> IsUsedAsync(string module, IStepContext context, CancellationToken cancellationToken)
    {
        var count = await context.ReadFileAsync($"/sys/module/{module}/refcnt", cancellationToken);
        return count is not { } bytes || !bytes.Span.SequenceEqual("0\n"u8);
    }
}
