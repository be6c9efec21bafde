using Reeve.Host.CommandLine;
using Reeve.Host.Commands.Edge;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Commands.Edge;

public sealed class EdgeAgentFlagsTests
{
    private const string Mounted = """proxies=[{"name":"edge","certificates":[{"name":"agent","default":true,"chainFile":"/var/www/.cache/cert.pem","keyFile":"/var/www/.cache/key.pem"}]}]""";

    [Fact]
    public void Translate_LineOfItsImage_ServesWithTheMountedCertificates() =>
        Assert.Equal(["serve", "-vv", "--set", Mounted], Translate([], _ => true, "-debug"));

    [Fact]
    public void Translate_Cloud_ClustersOfOpenStack() =>
        Assert.Contains("""clusters=[{"name":"default","type":"openstack"}]""", Translate(new() { ["MEX_K8SOS_ENV"] = "/k8sopenstack/.k8sopenstack.os.env" }, _ => true, "-debug"));

    [Fact]
    public void Translate_Addresses_OpenOnesByName()
    {
        var line = Translate([], _ => false, "-rest", ":18889", "-grpc=127.0.0.1:18888", "-proxy", ":8443");

        Assert.Equal(
            ["serve", "--set", """proxies=[{"name":"edge"}]""", "--set", "edgeApi.https=:8443", "--set", "edgeApi.rest=0.0.0.0:18889", "--insecure-bind", "0.0.0.0", "--set", "edgeApi.grpc=127.0.0.1:18888"],
            line);
    }

    [Fact]
    public void Translate_NoCertificatesInTheImage_ThoseOfTheWorkingDirectory()
    {
        var here = Path.GetFullPath("certs/cert.pem");

        Assert.Contains(Translate([], path => path == here, "-debug"), argument => argument.Contains($"\"chainFile\":\"{here}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-debug", true)]
    [InlineData("-cert=/x", true)]
    [InlineData("-grpc", true)]
    [InlineData("--debug", false)]
    [InlineData("-v", false)]
    [InlineData("run", false)]
    [InlineData("-", false)]
    public void IsOne_OnlyWhatBeginsWithOneOfItsFlags(string first, bool expected) => Assert.Equal(expected, EdgeAgentFlags.IsOne([first, "x"]));

    [Theory]
    [InlineData("The OpenStack agent has no flag -port; it has -cert DIR, -debug, -grpc ADDR, -proxy ADDR and -rest ADDR.", "-debug", "-port", "1")]
    [InlineData("-rest takes a value.", "-rest")]
    [InlineData("-proxy takes an address such as :443; the proxy cannot be turned off.", "-proxy", "")]
    [InlineData("There is no /nowhere/cert.pem; -cert takes the directory of cert.pem and key.pem.", "-cert", "/nowhere")]
    public async Task Run_Misuse_OneSentenceAndExitCode2(string sentence, params string[] arguments)
    {
        using var cli = new TestCli();

        Assert.Equal(ExitCodes.Usage, await cli.RunAsync(arguments));

        Assert.Equal(sentence + "\n", cli.Error);
    }

    private static string[] Translate(Dictionary<string, string> environment, Func<string, bool> exists, params string[] arguments) =>
        EdgeAgentFlags.Translate(arguments, environment, exists);
}
