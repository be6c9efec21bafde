using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Packages;

/// <summary>The machine's own apt, inside, where what is installed goes with the machine.</summary>
public sealed class AptTests(MachineFixture machine) : IClassFixture<MachineFixture>
{
    [RequiresTheory(Component.Systemd)]
    [InlineData(nameof(AptScenarios.Repository_PinnedVersion_IsInstalledHeldAndTakenBack))]
    [InlineData(nameof(AptScenarios.Repository_PackageWasThere_HasItsOldVersionAgain))]
    [InlineData(nameof(AptScenarios.Removal_SomebodyNeedsWhatCameAlong_ItStays))]
    [InlineData(nameof(AptScenarios.Directory_WithoutARepository_GivesWhatIsNeededAndNothingElse))]
    [InlineData(nameof(AptScenarios.Directory_OldVersionIsNowhere_NothingIsInstalledOverIt))]
    public Task Packages(string scenario) => machine.RunAsync(typeof(AptScenarios), scenario);
}
