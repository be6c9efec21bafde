using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Nodes;

/// <summary>
/// The reference: a client that knows beforehand which pods it will be given, and says of each at once that it runs, in one request.
/// Nothing that watches and runs pods can be faster on this API server.
/// </summary>
internal sealed class BareNode(ApiClient api, string pods)
{
    private const string Running = """
        {"status":{"phase":"Running","podIP":"10.0.0.1","hostIP":"10.0.0.1","startTime":"2026-01-01T00:00:00Z",
        "podIPs":[{"ip":"10.0.0.1"}],
        "conditions":[{"type":"Initialized","status":"True"},{"type":"Ready","status":"True"},{"type":"ContainersReady","status":"True"},{"type":"PodScheduled","status":"True"}],
        "containerStatuses":[{"name":"main","image":"foo","imageID":"foo","ready":true,"started":true,"restartCount":0,"containerID":"bare://0","state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}}
        """;

    /// <summary>Says that a pod runs.</summary>
    public Task RunAsync(string pod) => api.PatchAsync($"{pods}/{pod}/status", Running);
}
