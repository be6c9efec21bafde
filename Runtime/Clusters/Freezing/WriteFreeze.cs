using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>
/// Has API servers refuse writes while their cluster is upgraded. What does it is removed when the agent ends, and by the next one where it could
/// not. Thread-safe.
/// </summary>
internal sealed partial class WriteFreeze(ClusterOptions options, IClusterApiSource apis, TimeProvider time, ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private const string ProbePath = "/api/v1/namespaces/default/configmaps?dryRun=All";
    private static readonly TimeSpan s_exitDeadline = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<WriteFreeze>();
    private readonly ConcurrentDictionary<ClusterId, FreezeState> _states = new();
    private readonly SemaphoreSlim _turn = new(1);
    private FreezeServer? _server;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Allows writes everywhere; operations that go on at the next start refuse them again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var cluster in _states.Where(entry => entry.Value is FreezeState.Frozen).Select(entry => entry.Key))
        {
            using var deadline = new CancellationTokenSource(s_exitDeadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                await ThawAsync(cluster, either.Token);
            }
            catch (Exception e) when (e is ProviderException or OperationCanceledException)
            {
                LogLeft(cluster.Name, e.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync();
        }

        _turn.Dispose();
    }

    public Task FreezeAsync(ClusterId cluster, CancellationToken cancellationToken) =>
        InTurnAsync(() => PutAsync(cluster, cancellationToken), cancellationToken);

    public Task ThawAsync(ClusterId cluster, CancellationToken cancellationToken) =>
        InTurnAsync(() => RemoveAsync(cluster, FreezeState.Thawed, cancellationToken), cancellationToken);

    /// <summary>Tries a write as somebody who may do everything, without effect.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it was not refused.</exception>
    public async Task RequireFrozenAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var (code, body) = await ClusterApiExtensions.SendAsync(
            apis.Get(cluster), HttpMethod.Post, ProbePath, FreezeProbe.New(), cancellationToken, user: AgentIdentity.Probe);
        if ((int)code < 400 || !body.Contains(FreezeRules.ObjectName, StringComparison.Ordinal))
        {
            throw new ProviderException(ErrorReason.Transient, $"The API server does not refuse writes yet (it answered {(int)code}); it must reach {options.WebhookAddress}.");
        }
    }

    /// <summary>
    /// Brings a cluster to what its operation wants, where this process does not know it from the operation's steps: after a restart writes are
    /// refused again, or what an agent that was killed left behind is removed. While an operation is stuck writes are allowed: somebody has to
    /// repair something.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="find">Finds the operation that changes it; asked in the turn, since an operation may have begun, and refused writes, while this waited.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task KeepAsync(ClusterId cluster, Func<Operation?> find, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            var active = find();
            return (active?.State, _states.GetValueOrDefault(cluster)) switch
            {
                (OperationState.Running or OperationState.Undoing, FreezeState.Unknown or FreezeState.ThawedWhileStuck) when FreezeSteps.WantFrozen(active) =>
                    PutAsync(cluster, cancellationToken),
                (OperationState.Stuck, not FreezeState.ThawedWhileStuck) => RemoveAsync(cluster, FreezeState.ThawedWhileStuck, cancellationToken),
                (null, not FreezeState.Thawed) => RemoveAsync(cluster, FreezeState.Thawed, cancellationToken),
                _ => Task.CompletedTask,
            };
        },
        cancellationToken);

    private async Task PutAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var api = apis.Get(cluster);
        _states[cluster] = FreezeState.Frozen;
        if (await api.GetMinorAsync(cancellationToken) >= FreezeObjects.FirstPolicyMinor)
        {
            await PutAsync(api, FreezeObjects.PolicyPath, FreezeObjects.Policy(options.SystemNamespaces), cancellationToken);
            await PutAsync(api, FreezeObjects.BindingPath, FreezeObjects.Binding(), cancellationToken);
        }
        else
        {
            _server ??= await FreezeServer.StartAsync(options, time, loggers, cancellationToken);
            await PutAsync(api, FreezeObjects.WebhookPath, FreezeObjects.Webhook(_server.Url, _server.AuthorityPem, options.SystemNamespaces), cancellationToken);
        }

        LogFrozen(cluster.Name);
    }

    private async Task RemoveAsync(ClusterId cluster, FreezeState next, CancellationToken cancellationToken)
    {
        var api = apis.Get(cluster);
        await api.DeleteAsync(FreezeObjects.WebhookPath, null, cancellationToken);
        await api.DeleteAsync(FreezeObjects.BindingPath, null, cancellationToken);
        await api.DeleteAsync(FreezeObjects.PolicyPath, null, cancellationToken);
        var before = _states.GetValueOrDefault(cluster);
        _states[cluster] = next;
        if (before is FreezeState.Frozen)
        {
            LogThawed(cluster.Name);
        }
    }

    private static async Task PutAsync(IClusterApi api, string path, JsonObject item, CancellationToken cancellationToken)
    {
        // These kinds are not replaced without a resource version; a merge patch replaces lists as a whole.
        if (!await api.CreateAsync(FreezeObjects.ListPathOf(path), item, cancellationToken) && !await api.PatchAsync(path, item, cancellationToken))
        {
            throw new ProviderException(ErrorReason.Transient, $"{path} is made and removed by somebody else at the same time.");
        }
    }

    /// <summary>One after the other: a step that allows writes must not be overtaken by a look that refuses them.</summary>
    private async Task InTurnAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await action();
        }
        finally
        {
            _turn.Release();
        }
    }
}
