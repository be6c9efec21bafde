using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Storm;

/// <summary>The small form of <c>eng/proxy-storm.sh</c>: random changes under load, and kills in the middle of changes.</summary>
[Collection(Alone.Name)]
public sealed class StormTests
{
    [LinuxFact]
    public async Task Storm_ChangesUnderLoadAndKills_NothingIsLostAndNothingLeaks()
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "ProxyStorm", configuration, "ProxyStorm"));

        var result = await Tool.RunAsync(program, ["run", "--changes", "200", "--kills", "5", "--seed", "20261121"], within: TimeSpan.FromMinutes(5));

        Assert.True(result.ExitCode == 0, $"{result}");
    }
}
