using Reeve.Host.Edge.Proxying;

namespace Reeve.Host.Tests.Edge.Proxying;

public sealed class EdgePathTests
{
    [Theory]
    [InlineData("/test2", "/test2")]
    [InlineData("/test2/", "/test2")]
    [InlineData("/x/*catchall", "/x")]
    [InlineData("/x/*", "/x")]
    [InlineData("/*all", "/")]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/a/*b/c", "/a/*b/c")]
    [InlineData("", "")]
    public void Normalise_Forms_OneForm(string path, string expected) => Assert.Equal(expected, EdgePath.Normalise(path));
}
