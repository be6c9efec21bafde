using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Machine;

namespace Reeve.Plugins.Kubeadm.Steps.Kernel;

/// <summary>Turns swap off, now and at boot; undone, it is on again where it was. Source: swapoff(8), proc_swaps(5).</summary>
internal sealed class SwapStep() : StepKind<SwapArguments, SwapPrior>("swap", KubeadmJson.Default.SwapArguments, KubeadmJson.Default.SwapPrior)
{
    private const string TablePath = "/etc/fstab";
    private const int TableMode = 0x1a4; // 0644

    protected override async Task<(bool Done, SwapPrior Prior)> LookAsync(SwapArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        var devices = await DevicesAsync(context, cancellationToken);
        var table = await TableAsync(context, cancellationToken);
        var atBoot = Fstab.WithoutSwap(table) != table;
        return (devices.Count == 0 && !atBoot, new SwapPrior { Devices = devices, AtBoot = atBoot });
    }

    protected override async Task ApplyAsync(SwapArguments arguments, SwapPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (prior.AtBoot)
        {
            await WriteAsync(Fstab.WithoutSwap(await TableAsync(context, cancellationToken)), context, cancellationToken);
        }

        // An interrupted try may have turned some off: swapoff fails for those.
        var left = prior.Devices.Intersect(await DevicesAsync(context, cancellationToken)).ToList();
        if (left.Count > 0)
        {
            await context.ChangeAsync(cancellationToken, ["swapoff", .. left]);
        }
    }

    protected override async Task UndoAsync(SwapArguments arguments, SwapPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        if (prior.AtBoot)
        {
            await WriteAsync(Fstab.WithSwap(await TableAsync(context, cancellationToken)), context, cancellationToken);
        }

        foreach (var device in prior.Devices.Except(await DevicesAsync(context, cancellationToken)))
        {
            await context.ChangeAsync(cancellationToken, "swapon", device);
        }
    }

    private static async Task<List<string>> DevicesAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var swaps = await context.ReadFileAsync("/proc/swaps", cancellationToken);
        return swaps is { } bytes
            ? [.. Encoding.UTF8.GetString(bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Unescape(line.Split([' ', '\t'])[0]))]
            : [];
    }

    // White space is written in octal (proc_swaps(5)).
    private static string Unescape(string path) => path.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal);

    private static async Task<string> TableAsync(IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(TablePath, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";

    private static async Task WriteAsync(string table, IStepContext context, CancellationToken cancellationToken)
    {
        if (table.Length > 0)
        {
            await context.WriteFileAsync(TablePath, Encoding.UTF8.GetBytes(table), TableMode, cancellationToken);
        }
    }
}
