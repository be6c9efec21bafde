using Reeve.Host.Edge.Provisions;
using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Host.Tests.Edge.Provisions;

public sealed class PresetFlavorsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Find_FlavorsOfThePluginOfThisRepository_AreWholeClusters()
    {
        File.Copy(Path.Combine(Repository.Root, "Plugins.OpenStack", "flavors.json"), _directory["flavors.json"]);
        var flavors = Open();

        Assert.All(["x1.tiny", "x1.small", "x1.medium", "x1.large"], name => Assert.Equal("openstack", flavors.Find(name)!.Type));
        var usual = flavors.Find(null)!;
        Assert.Equal(flavors.Find("x1.tiny")!.Version, usual.Version);
        Assert.NotEmpty(usual.PodSubnets!);
        Assert.NotEmpty(usual.ServiceSubnets!);
        Assert.NotEmpty(usual.Cni!.Version);
        Assert.Equal("m4.small", usual.Provider!.Value.GetProperty("flavor").GetString());
    }

    [Fact]
    public void Find_NoFileOrNoSuchFlavor_Null()
    {
        Assert.Null(Open().Find(null));
        File.WriteAllText(_directory["flavors.json"], """{"flavors":[{"name":"a","type":"t"}]}""");
        Assert.Null(Open().Find("b"));
        Assert.Equal("t", Open().Find("a")!.Type);
    }

    private PresetFlavors Open() => new(() => [new PluginInfo { Id = "openstack", Status = PluginStatus.Active, Path = _directory.Path }]);

    [Fact]
    public void Find_FileCannotBeRead_SaysWhich()
    {
        File.WriteAllText(_directory["flavors.json"], "{");

        Assert.Contains("openstack", Assert.Throws<ProviderException>(() => Open().Find(null)).Message, StringComparison.Ordinal);
    }
}
