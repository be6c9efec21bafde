using Reeve.Clusters;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.Steps.Units;

/// <summary>Enables a unit, and starts it anew; undone, it is what it was. Source: org.freedesktop.systemd1(5).</summary>
internal sealed class UnitStep(ISystemdManager manager, IUnitFiles files)
    : StepKind<UnitArguments, UnitPrior>("unit", KubeadmJson.Default.UnitArguments, KubeadmJson.Default.UnitPrior)
{
    private const string ActiveState = "ActiveState";
    private const string Done = "done";

    private static readonly HashSet<string> s_wanted = [ActiveState];

    protected override async Task<(bool Done, UnitPrior Prior)> LookAsync(UnitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        // A unit that reads what has changed must be started anew, so that this is never done before.
        var prior = new UnitPrior
        {
            FileState = await files.GetUnitFileStateAsync(arguments.Unit, cancellationToken),
            Active = await IsActiveAsync(arguments.Unit, cancellationToken),
        };
        return (false, prior);
    }

    protected override async Task ApplyAsync(UnitArguments arguments, UnitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await files.ReloadAsync(cancellationToken);
        if (await files.GetUnitFileStateAsync(arguments.Unit, cancellationToken) is not ("enabled" or "static"))
        {
            await files.SetEnabledAsync(arguments.Unit, enabled: true, cancellationToken);
        }

        if (arguments.Start && await files.RestartUnitAsync(arguments.Unit, cancellationToken) is var result and not Done)
        {
            throw new ProviderException($"{arguments.Unit} did not start ({result}); journalctl -u {arguments.Unit} says why.");
        }
    }

    protected override async Task VerifyAsync(UnitArguments arguments, IStepContext context, CancellationToken cancellationToken)
    {
        if (arguments.Start && !await IsActiveAsync(arguments.Unit, cancellationToken))
        {
            throw new ProviderException(ErrorReason.Transient, $"{arguments.Unit} does not run; journalctl -u {arguments.Unit} says why.");
        }
    }

    protected override async Task UndoAsync(UnitArguments arguments, UnitPrior prior, IStepContext context, CancellationToken cancellationToken)
    {
        await files.ReloadAsync(cancellationToken);
        var state = await files.GetUnitFileStateAsync(arguments.Unit, cancellationToken);
        if (state == "enabled" && prior.FileState is not ("enabled" or "static"))
        {
            await files.SetEnabledAsync(arguments.Unit, enabled: false, cancellationToken);
        }

        if (prior.Active && state.Length > 0)
        {
            await files.RestartUnitAsync(arguments.Unit, cancellationToken); // it reads what was there before
        }
        else if (!prior.Active && await IsActiveAsync(arguments.Unit, cancellationToken))
        {
            await manager.StopUnitAsync(arguments.Unit, cancellationToken);
        }
    }

    private async Task<bool> IsActiveAsync(string unit, CancellationToken cancellationToken) =>
        (await manager.GetUnitAsync(unit, s_wanted, cancellationToken))?.GetValueOrDefault(ActiveState) is "active" or "activating" or "reloading";
}
