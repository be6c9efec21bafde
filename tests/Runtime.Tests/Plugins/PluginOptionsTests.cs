using Microsoft.Extensions.DependencyInjection;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class PluginOptionsTests
{
    private static readonly PluginOptions Good = new() { Directories = ["/plugins"], CacheDirectory = "/state/plugins" };

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(Good.Validate());

    [Fact]
    public void Validate_BadValues_NamesEachField()
    {
        var bad = Good with
        {
            Directories = ["/plugins", "relative"], CacheDirectory = "", LoadDeadline = TimeSpan.Zero, Calls = new() { Start = TimeSpan.FromDays(99) },
        };

        Assert.Equal(["directories[1]", "cacheDirectory", "loadDeadline", "calls.start"], bad.Validate().Select(error => error.Field));
    }

    [Fact]
    public async Task AddReevePlugins_Resolved_GivesManagerAndVerifier()
    {
        await using var services = new ServiceCollection().AddReevePlugins(Good).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<IPluginManager>());
        Assert.NotNull(services.GetRequiredService<PluginVerifier>());
        Assert.Same(services.GetRequiredService<IPluginManager>(), services.GetRequiredService<IPluginManager>());
    }
}
