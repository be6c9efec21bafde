using System.Runtime.CompilerServices;
using System.Text;
using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Host.Tests.Control;

/// <summary>An agent with pods made up by the test.</summary>
internal sealed class FakeAgent : IAgent
{
    public IAgentImages Images { get; set; } = new FakeAgentImages();

    public List<Pod> Pods { get; } = [];

    public List<Event> Events { get; } = [];

    public (PodKey Pod, string Container, LogQuery Query)? LogRequest { get; private set; }

    public (PodKey Pod, TimeSpan? Grace, bool Wait)? Deleted { get; private set; }

    public ProviderException? Failure { get; set; }

    public Func<ExecRequest, CancellationToken, Task<int>> Exec { get; set; } = (_, _) => Task.FromResult(0);

    /// <summary>A pod with one running container.</summary>
    public static Pod Running(string name, string space = "default") => KubernetesJson.Deserialize<Pod>($$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"{{{space}}}","uid":"uid-{{{name}}}","creationTimestamp":"2025-12-31T23:59:00Z"},
         "spec":{"nodeName":"n1","containers":[{"name":"c"}]},
         "status":{"phase":"Running","podIP":"10.0.0.1","containerStatuses":[{"name":"c","ready":true,"restartCount":2,"state":{"running":{} } }]} }
        """);

    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) => Answer(new AgentInfo
    {
        Version = "1", ProcessId = 7, NodeName = "n1", Provider = "process", StateDirectory = "/s",
    });

    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<Pod>>(Pods);

    public async IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var pod in Pods)
        {
            yield return new WatchEvent<Pod> { Type = WatchEventTypes.Added, Object = pod };
        }

        yield return new WatchEvent<Pod> { Type = WatchEventTypes.Bookmark, Object = new Pod() };
        yield return new WatchEvent<Pod> { Type = WatchEventTypes.Deleted, Object = Pods[0] };
        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<Event>>(Events);

    public async Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        LogRequest = (pod, container, query);
        await Answer(0);
        await output.WriteAsync(Encoding.UTF8.GetBytes("a line\n"), cancellationToken);
    }

    public async Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        await Answer(0);
        return await Exec(request, cancellationToken);
    }

    public Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken)
    {
        Deleted = (pod, gracePeriod, wait);
        return Answer(0);
    }

    public Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) => Answer<IReadOnlyList<PluginSummary>>(
        [new PluginSummary { Id = "bad", Status = "Malfunctioned", Reason = "It threw\u001b[31m.", Path = "/p/bad" }]);

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
