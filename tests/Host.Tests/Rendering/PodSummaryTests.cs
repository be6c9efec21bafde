using Reeve.Host.Rendering;
using Reeve.Kubernetes;

namespace Reeve.Host.Tests.Rendering;

public sealed class PodSummaryTests
{
    [Theory]
    [InlineData("""{"phase":"Pending"}""", "Pending", "0/1")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"c","ready":true,"state":{"running":{}}}]}""", "Running", "1/1")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"c","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""", "CrashLoopBackOff", "0/1")]
    [InlineData("""{"phase":"Succeeded","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""", "Completed", "0/1")]
    [InlineData("""{"phase":"Failed","reason":"DeadlineExceeded"}""", "DeadlineExceeded", "0/1")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":137,"signal":9}}}]}""", "Signal:9", "0/1")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}}]}""", "Init:0/1", "0/1")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "Init:Error", "0/1")]
    [InlineData("""{"phase":"Failed","conditions":[{"type":"Initialized","status":"True"}],"initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":143,"reason":"Error"}}}],"containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":3,"reason":"OOMKilled"}}}]}""", "OOMKilled", "0/1")]
    public void Of_Status_TheWordsOfKubectl(string status, string word, string ready)
    {
        var pod = KubernetesJson.Deserialize<Pod>($$"""
            {"metadata":{"name":"p"},
             "spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"c"}]},
             "status":{{status}}}
            """);

        var summary = PodSummary.Of(pod);

        Assert.Equal(word, summary.Status);
        Assert.Equal(ready, summary.Ready);
        Assert.Equal("default", summary.Namespace);
    }

    [Fact]
    public void Of_DeletedPod_Terminating()
    {
        var pod = KubernetesJson.Deserialize<Pod>(
            """{"metadata":{"name":"p","deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Running"}}""");

        Assert.Equal("Terminating", PodSummary.Of(pod).Status);
    }
}
