using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Engine.Probes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Hooks;

/// <summary>Runs lifecycle hooks. Sleeping is the planner's: it costs a timer, not a task.</summary>
internal sealed class HookRunner(IContainerDriver driver, HttpMessageInvoker http)
{
    private readonly HttpProbe _http = new(http);

    /// <summary>Runs a hook.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="name"><c>PostStartHook</c> or <c>PreStopHook</c>.</param>
    /// <param name="id">The attempt.</param>
    /// <param name="container">Its container.</param>
    /// <param name="facts">The pod's addresses.</param>
    /// <param name="cancellationToken">Ends it; how long it may take is the planner's to say.</param>
    /// <returns>What went wrong, without any output of the hook (it may hold secrets); null if nothing did.</returns>
    public async Task<string?> RunAsync(
        LifecycleHandler hook,
        string name,
        ContainerId id,
        Container container,
        PodFacts facts,
        CancellationToken cancellationToken)
    {
        try
        {
            if (hook.Exec is { } exec)
            {
                var capability = driver.RequireCapability<IContainerExec>(driver.Features.RuntimeName, "run commands in containers");
                var exitCode = await capability.ExecAsync(id, new ExecRequest { Command = exec.Command }, cancellationToken);
                return exitCode == 0 ? null : $"{name} failed: the command ended with exit code {exitCode}";
            }

            if (hook.HttpGet is { } get)
            {
                // Any answer will do, as with the kubelet.
                await _http.RunAsync(get, container, facts, cancellationToken);
            }

            // tcpSocket is kept by the API for old objects; it does nothing.
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return $"{name} failed: {e.Message}";
        }
    }
}
