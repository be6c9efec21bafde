using Reeve.Plugins;
using Reeve.Runtime.Plugins.Inspection;

namespace Reeve.Runtime.Tests.Plugins.Inspection;

public sealed class HostAssembliesTests
{
    [Theory]
    [InlineData("System.Runtime", true)]
    [InlineData("System.Private.CoreLib", true)]
    [InlineData("netstandard", true)]
    [InlineData("Microsoft.Extensions.Logging.Abstractions", true)]
    [InlineData("Microsoft.AspNetCore.Http", true)]
    [InlineData("Reeve.Abstractions", true)]
    [InlineData("reeve.abstractions", true)]
    [InlineData("Reeve.Runtime", false)]
    [InlineData("YamlDotNet", false)]
    [InlineData("xunit.core", false)]
    public void IsShared_ByName_IsContractAndFrameworksAlone(string name, bool shared) => Assert.Equal(shared, HostAssemblies.Current.IsShared(name));

    [Fact]
    public void VersionOf_Contract_IsTheLoadedOne() =>
        Assert.Equal(typeof(IPlugin).Assembly.GetName().Version, HostAssemblies.Current.VersionOf("Reeve.Abstractions"));
}
