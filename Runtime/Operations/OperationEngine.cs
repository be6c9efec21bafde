using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Operations;

/// <summary>Keeps operations: begins them, finds them again after a start, lets them go on.</summary>
internal sealed partial class OperationEngine : IOperationEngine, IHostedService, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly IProvisionerSource _provisioners;
    private readonly StepServices _services;
    private readonly ILogger _logger;
    private readonly LedgerStore _ledgers;
    private readonly OperationShelf _shelf;
    private readonly OperationRunner _runner;
    private readonly OperationIds _ids;
    private bool _isDisposed;

    public OperationEngine(
        OperationOptions options, IProvisionerSource provisioners, StepServices services, IAuditLog audit, ILogger<OperationEngine> logger,
        Action<JournalMoment>? moment = null)
    {
        (_provisioners, _services, _logger) = (provisioners, services, logger);
        _ledgers = new LedgerStore(Path.Combine(options.Directory, "ledgers"));
        _shelf = new OperationShelf(options, services, moment);
        _runner = new OperationRunner(options, provisioners, services, _ledgers, audit, logger);
        _ids = new OperationIds(services.Time);
    }

    /// <summary>Reads the journals; operations that had not ended go on.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var path in _shelf.FindJournals())
            {
                Load(path);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends the work on operations; they go on at the next start.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _runner.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return; // a container disposes it once for each service that it is
        }

        await StopAsync(CancellationToken.None);
        _shelf.Dispose();
        _runner.Dispose();
    }

    public Task<Operation> StartAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var graph = StepGraph.Of(request.Plan.Steps);
        lock (_lock)
        {
            if (_shelf.Runs.FirstOrDefault(other => other.Intent.Cluster == request.Cluster && !other.Read(book => book.EndedAt.HasValue)) is { } running)
            {
                throw new OperationConflictException(
                    running.Intent.Id,
                    $"Operation {running.Intent.Id} ({running.Intent.Intent}) changes the cluster {request.Cluster}; wait for its end, cancel it, or abandon it if it is stuck.");
            }

            var planned = new OperationRecord
            {
                Kind = OperationRecordKind.Planned, Time = _services.Time.GetUtcNow(), Operation = IntentOf(request, graph, _ids.Next()),
            };
            _runner.Record(planned.Operation, "Requested", "");
            var run = _shelf.Make(planned);
            foreach (var forgotten in _shelf.Forget(request.Cluster))
            {
                _runner.Forget(forgotten);
            }

            _runner.Go(run);
            return Task.FromResult(run.Look().Operation);
        }
    }

    public async Task<OperationPreview> PreviewAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var graph = StepGraph.Of(request.Plan.Steps);
        var intent = IntentOf(request, graph, "preview");
        var book = new OperationBook(new OperationRecord { Kind = OperationRecordKind.Planned, Time = _services.Time.GetUtcNow(), Operation = intent });
        var preview = new StepPreview(Provisioner(request.Provisioner), _services, _ledgers.Get(request.Cluster));
        return await preview.RunAsync(book, request.Plan, cancellationToken);
    }

    public Operation? Find(string id) => _shelf.Find(id)?.Look().Operation;

    public IReadOnlyList<Operation> List(ClusterId? cluster) =>
    [
        .. _shelf.Runs.Where(run => cluster is null || run.Intent.Cluster == cluster)
            .OrderByDescending(run => run.Intent.Id, StringComparer.Ordinal)
            .Select(run => run.Look().Operation),
    ];

    public async IAsyncEnumerable<Operation> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = Get(id);
        while (true)
        {
            var (operation, changed) = run.Look();
            yield return operation;
            if (operation.HasEnded || operation.State is OperationState.Stuck)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Cancel(string id)
    {
        var run = Get(id);
        if (!run.TryAppend(
            OperationRecordKind.TurnedBack,
            book => book is { EndedAt: null, IsTurnedBack: false, IsRemoving: false, State: OperationState.Running or OperationState.Stuck },
            "Cancelled."))
        {
            throw new OperationConflictException(id, $"Operation {id} cannot be taken back: {WhyNot(run)}.");
        }

        run.Interrupt();
        _runner.Go(run);
        _runner.Record(run.Intent, "Cancelled", "");
    }

    public void Retry(string id)
    {
        var run = Get(id);
        if (!run.TryAppend(OperationRecordKind.Resumed, book => book.State is OperationState.Stuck))
        {
            throw new OperationConflictException(id, $"Operation {id} is not stuck.");
        }

        _runner.Go(run);
        _runner.Record(run.Intent, "Retried", "");
    }

    public void Abandon(string id)
    {
        var run = Get(id);
        var cluster = run.Intent.Cluster;
        lock (_lock)
        {
            if (run.Read(book => book.State is not OperationState.Stuck))
            {
                throw new OperationConflictException(id, $"Operation {id} is not stuck.");
            }

            // What is half done is remembered, so that deleting the cluster takes it back.
            _ledgers.Set(cluster, run.Read(book => book.Settle(_ledgers.Get(cluster))));
            run.Append(OperationRecordKind.Ended, state: OperationState.Abandoned);
        }

        _runner.Record(run.Intent, nameof(OperationState.Abandoned), "");
    }

    public IReadOnlyList<AppliedStep> GetLedger(ClusterId cluster) => _ledgers.Get(cluster);

    private static string WhyNot(OperationRun run) => run.Read(book => book switch
    {
        { EndedAt: not null } => "it has ended",
        { IsTurnedBack: true } => "it is being taken back already",
        _ => "it is removing what earlier operations made, which ends only forward",
    });

    private OperationIntent IntentOf(OperationRequest request, StepGraph graph, string id) => new()
    {
        Id = id,
        Cluster = request.Cluster,
        Intent = request.Intent,
        Provisioner = request.Provisioner,
        RequestedBy = request.RequestedBy,
        Title = request.Title.Length > 0 ? request.Title : request.Intent.ToString(),
        Version = request.Version,
        Context = OperationJson.OrEmpty(request.Context),
        OnFailure = request.OnFailure,
        Steps = [.. graph.Order.Select(step => step with { Arguments = OperationJson.OrEmpty(step.Arguments) })],
        Removals = request.RemoveEverything ? [.. _ledgers.Get(request.Cluster).Where(entry => entry.Step.Reversible).Reverse()] : [],
    };

    private OperationRun Get(string id) => _shelf.Find(id) ?? throw new KeyNotFoundException($"There is no operation {id}.");

    private IClusterProvisioner Provisioner(string name) => _provisioners.Find(name)
        ?? throw new ProviderException(ErrorReason.NotFound, $"The provisioner {name} is not loaded.");

    private void Load(string path)
    {
        try
        {
            if (_shelf.Load(path) is not { } run)
            {
                return;
            }

            _ids.Note(run.Intent.Id);
            if (run.Read(book => book.EndedAt is null))
            {
                LogResuming(run.Intent.Id, run.Intent.Intent, run.Intent.Cluster);
                run.TryAppend(OperationRecordKind.Resumed, book => book.State is OperationState.Stuck);
                _runner.Go(run);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            LogUnreadable(path, e.Message);
        }
    }
}
