using Reeve.Plugins;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Tests.Plugins.Manifests;

public sealed class ContractRangeTests
{
    [Fact]
    public void Incompatibility_OwnVersion_Fits() => Assert.Null(ContractRange.TryParse(ContractVersion.Text)!.Incompatibility());

    [Fact]
    public void Incompatibility_NewerMinor_AsksForANewerHost() =>
        Assert.Contains("update the host", ContractRange.TryParse($"{ContractVersion.Major}.{ContractVersion.Minor + 1}")!.Incompatibility()!, StringComparison.Ordinal);

    [Fact]
    public void Incompatibility_NewerMajor_AsksForANewerHost() =>
        Assert.Contains("update the host", ContractRange.TryParse($"{ContractVersion.Major + 1}.0")!.Incompatibility()!, StringComparison.Ordinal);

    [Fact]
    public void Incompatibility_RangeEndsBeforeTheHost_AsksForANewerPlugin() =>
        Assert.Contains("newer release of the plugin", new ContractRange(ContractVersion.Major, 0, ContractVersion.Minor - 1).Incompatibility()!, StringComparison.Ordinal);
}
