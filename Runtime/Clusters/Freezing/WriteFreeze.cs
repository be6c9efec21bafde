using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<ClusterId, bool> _frozen = new();
    private readonly ConcurrentDictionary<ClusterId, bool> _clean = new();
    private readonly SemaphoreSlim _turn = new(1);
    private FreezeServer? _server;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Allows writes everywhere; operations that go on at the next start refuse them again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var cluster in _frozen.Keys)
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

    public async Task FreezeAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var api = apis.Get(cluster);
        _clean.TryRemove(cluster, out _);
        _frozen[cluster] = true;
        if (await api.GetMinorAsync(cancellationToken) >= FreezeObjects.FirstPolicyMinor)
        {
            await PutAsync(api, FreezeObjects.PolicyPath, FreezeObjects.Policy(options.SystemNamespaces), cancellationToken);
            await PutAsync(api, FreezeObjects.BindingPath, FreezeObjects.Binding(), cancellationToken);
        }
        else
        {
            var server = await ServeAsync(cancellationToken);
            await PutAsync(api, FreezeObjects.WebhookPath, FreezeObjects.Webhook(server.Url, server.AuthorityPem, options.SystemNamespaces), cancellationToken);
        }

        LogFrozen(cluster.Name);
    }

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

    public async Task ThawAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var api = apis.Get(cluster);
        await api.DeleteAsync(FreezeObjects.WebhookPath, null, cancellationToken);
        await api.DeleteAsync(FreezeObjects.BindingPath, null, cancellationToken);
        await api.DeleteAsync(FreezeObjects.PolicyPath, null, cancellationToken);
        _clean[cluster] = true;
        if (_frozen.TryRemove(cluster, out _))
        {
            LogThawed(cluster.Name);
        }
    }

    /// <summary>
    /// Brings a cluster to what its operation wants: after a restart writes are refused again, or what an agent that was killed left behind is
    /// removed. While an operation is stuck writes are allowed: somebody has to repair something.
    /// </summary>
    public async Task KeepAsync(ClusterId cluster, Operation? active, CancellationToken cancellationToken)
    {
        if (FreezeSteps.WantFrozen(active))
        {
            if (!_frozen.ContainsKey(cluster))
            {
                await FreezeAsync(cluster, cancellationToken);
            }
        }
        else if (active is null or { State: OperationState.Stuck } && !_clean.ContainsKey(cluster))
        {
            await ThawAsync(cluster, cancellationToken);
        }
    }

    private static async Task PutAsync(IClusterApi api, string path, System.Text.Json.Nodes.JsonObject item, CancellationToken cancellationToken)
    {
        // These kinds are not replaced without a resource version; a merge patch replaces lists as a whole.
        if (!await api.CreateAsync(FreezeObjects.ListPathOf(path), item, cancellationToken) && !await api.PatchAsync(path, item, cancellationToken))
        {
            throw new ProviderException(ErrorReason.Transient, $"{path} is made and removed by somebody else at the same time.");
        }
    }

    private async Task<FreezeServer> ServeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _server ??= await FreezeServer.StartAsync(options, time, loggers, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
