using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Launching;

namespace Reeve.Runtime.Tests.Engine.Launching;

public class CommandLineTests
{
    private static readonly ResolvedImage _image = new()
    {
        Reference = "x", Form = ImageForms.Host, Entrypoint = ["/entry", "-e"], Arguments = ["default"],
    };

    [Theory]
    [InlineData("", "", "/entry -e default")]
    [InlineData("", "a b", "/entry -e a b")]
    [InlineData("/cmd", "", "/cmd")]
    [InlineData("/cmd", "a", "/cmd a")]
    [InlineData("/cmd $(X) $(Y) $$(X)", "", "/cmd 1 $(Y) $(X)")]
    public void Build_CommandAndArgs_FollowTheApi(string command, string args, string expected)
    {
        var line = CommandLine.Build(
            command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            args.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            _image,
            static () => new Dictionary<string, string> { ["X"] = "1" });
        Assert.Equal(expected, string.Join(' ', line));
    }

    [Theory]
    [InlineData("web", null, "web")]
    [InlineData("web", "host", "host")]
    public void Hostname_NameOrHostname_IsUsed(string name, string? hostname, string expected) =>
        Assert.Equal(expected, Hostname.Of(new Pod { Metadata = new ObjectMeta { Name = name }, Spec = new PodSpec { Hostname = hostname } }));

    [Fact]
    public void Hostname_LongName_IsCut() =>
        Assert.Equal(new string('a', 62), Hostname.Of(new Pod { Metadata = new ObjectMeta { Name = new string('a', 62) + "-" + new string('b', 20) } }));
}
