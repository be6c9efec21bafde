using Reeve.Runtime.Kubernetes;
using Microsoft.Extensions.Logging;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes;

/// <summary>Follows what a provider says of the node that it is, and begins again when it ends. Thread-safe.</summary>
public sealed partial class ProviderNode : IAsyncDisposable
{
    private const string Part = "provider";

    private readonly NodeReadiness _readiness;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private Task _loop = Task.CompletedTask;
    private volatile NodeDescription? _description;

    /// <summary>Creates the view; it is empty until <see cref="Start"/>.</summary>
    /// <param name="readiness">Told whether the provider answers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ProviderNode(NodeReadiness readiness, TimeProvider time, ILogger<ProviderNode> logger)
    {
        ArgumentNullException.ThrowIfNull(readiness);
        (_readiness, _time, _logger) = (readiness, time, logger);
        readiness.Report(Part, "the provider has not described the node yet");
    }

    /// <summary>Called when <see cref="Description"/> has changed; must return at once.</summary>
    public event Action? Changed;

    /// <summary>The node as last described; null until it was.</summary>
    public NodeDescription? Description => _description;

    /// <summary>Begins to follow.</summary>
    /// <param name="provider">The provider, started; disposed by its owner, after this.</param>
    public void Start(IWorkloadProvider provider) => _loop = Task.Run(() => RunAsync(provider, _end.Token));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync(IWorkloadProvider provider, CancellationToken cancellationToken)
    {
        var retry = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Random.Shared.NextDouble);
        while (true)
        {
            string problem;
            try
            {
                await foreach (var description in provider.WatchNodeAsync(cancellationToken).WithCancellation(cancellationToken))
                {
                    retry.Reset();
                    _readiness.Report(Part, null);
                    _description = description;
                    Changed?.Invoke();
                }

                problem = "the provider no longer describes the node";
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                problem = e.Message.TrimEnd('.');
                LogFailed(e is ProviderException ? null : e, problem);
            }

            _readiness.Report(Part, problem);
            await Task.Delay(retry.Next(), _time, cancellationToken);
        }
    }

    [LoggerMessage(1931, LogLevel.Warning, "The provider cannot describe the node: {Reason}")]
    private partial void LogFailed(Exception? exception, string reason);
}
