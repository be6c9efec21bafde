using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.State;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>A node that starts and stops with the host.</summary>
internal sealed partial class NodeService(
    NodePlan plan, LocalState state, IPluginManager plugins, TimeProvider time, ILoggerFactory loggers, IHostApplicationLifetime lifetime) : IHostedService, IReeveNode, IAsyncDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PartStack _parts = new();
    private readonly ILogger _logger = loggers.CreateLogger<NodeService>();
    private NodeAgent? _agent;
    private StandaloneNode? _alone;
    private bool _stops;

    /// <inheritdoc/>
    public string Name => plan.Name;

    /// <inheritdoc/>
    public IPodManager? Pods => _agent?.Pods ?? _alone?.Pods;

    /// <inheritdoc/>
    public IWorkloadProvider? Provider => _agent?.Provider ?? _alone?.Provider;

    /// <inheritdoc/>
    public Task Ready => _ready.Task;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var options = plan.Options(state);
            _stops = options.StopWorkloads;
            await (plan.Manifests.Count > 0 ? StartAloneAsync(options, cancellationToken) : StartAgentAsync(options, cancellationToken));
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _ready.TrySetCanceled(CancellationToken.None);
        if (_agent?.Pods is not null)
        {
            await _agent.EndAsync(cancellationToken);
        }
        else if (_alone?.Pods is { } pods)
        {
            await pods.StopAsync(_stops, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task StartAgentAsync(NodeAgentOptions options, CancellationToken cancellationToken)
    {
        _agent = _parts.Own(new NodeAgent(options, time, loggers));
        _agent.Open();
        await _agent.StartAsync(Task.FromResult(plugins), null, cancellationToken);
        _ = EndWhenBrokenAsync(_agent);
        Follow(_agent.Controller.Ready);
    }

    private async Task StartAloneAsync(NodeAgentOptions options, CancellationToken cancellationToken)
    {
        var own = _parts.OwnDisposable(StateDirectory.Open(options.StateDirectory));
        _alone = _parts.Own(new StandaloneNode(options.Backend, state.OwnerOf(Name), own, time, loggers));
        await _alone.PrepareAsync(plugins, cancellationToken);
        var files = new FilePodSource(new FilePodSourceOptions { Paths = plan.Manifests, Watch = true }, time, loggers.CreateLogger<FilePodSource>());
        await _alone.StartAsync(files, files, cancellationToken);
        Follow(_alone.Pods.Synced);
    }

    private void Follow(Task ready) =>
        ready.ContinueWith(_ => _ready.TrySetResult(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    // A node whose name another agent has taken, for instance, is of no use: the host ends, as it would have at its start.
    private async Task EndWhenBrokenAsync(NodeAgent agent)
    {
        var reason = await agent.BrokenAsync();
        LogBroken(Name, reason.Message);
        _ready.TrySetException(reason);
        lifetime.StopApplication();
    }
}
