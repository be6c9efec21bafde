using Reeve.Host.Rendering;
using Reeve.Host.Tests.Support;
using Reeve.Kubernetes;

namespace Reeve.Host.Tests.Rendering;

public sealed class PodLinesTests
{
    private const string NeverStarted = """
        {"terminated":{"exitCode":128,"reason":"StartError","message":"no such program","finishedAt":"2026-01-02T03:04:05Z"}}
        """;

    [Fact]
    public void Write_ContainerThatNeverStarted_SaysWhy()
    {
        using var cli = new TestCli();
        var pod = KubernetesJson.Deserialize<Pod>($$$"""
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]},
             "status":{"phase":"Failed","containerStatuses":[{"name":"c","state":{{{NeverStarted}}} } ] } }
            """);

        new PodLines(cli.Cli, withNamespace: false).Write(pod, deleted: false);

        Assert.Equal("pod/p StartError (ready 0/1): c: no such program", cli.Out.Trim());
    }

    [Fact]
    public void StateText_ContainerThatNeverStarted_HasAnEndAndNoStart()
    {
        var state = KubernetesJson.Deserialize<ContainerState>(NeverStarted);

        Assert.Equal("Terminated (StartError), exit code 128, at 2026-01-02T03:04:05Z: no such program", StateText.Of(state));
    }
}
