using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations;

/// <summary>Keeps operations: begins them, finds them again after a start, lets them go on.</summary>
internal sealed partial class OperationEngine : IOperationEngine, IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, OperationRun> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _tasks = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly OperationOptions _options;
    private readonly IProvisionerSource _provisioners;
    private readonly StepServices _services;
    private readonly IAuditLog _audit;
    private readonly ILogger _logger;
    private readonly LedgerStore _ledgers;
    private readonly Action<JournalMoment>? _moment;
    private bool _isDisposed;

    public OperationEngine(
        OperationOptions options, IProvisionerSource provisioners, StepServices services, IAuditLog audit, ILogger<OperationEngine> logger,
        Action<JournalMoment>? moment = null)
    {
        (_options, _provisioners, _services, _audit, _logger, _moment) = (options, provisioners, services, audit, logger, moment);
        _ledgers = new LedgerStore(Path.Combine(options.Directory, "ledgers"));
    }

    private string Journals => Path.Combine(_options.Directory, "operations");

    /// <summary>Reads the journals; operations that had not ended go on.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(_options.Directory);
        PrivateDirectory.Create(Journals);
        foreach (var path in Directory.EnumerateFiles(Journals, $"*{OperationJournal.Extension}").Order(StringComparer.Ordinal))
        {
            Load(path);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends the work on operations; they go on at the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_tasks.Values).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return; // a container disposes it once for each service that it is
        }

        await StopAsync(CancellationToken.None);
        foreach (var run in _runs.Values)
        {
            run.Dispose();
        }

        _stopping.Dispose();
    }

    public Task<Operation> StartAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var graph = StepGraph.Of(request.Plan.Steps);
        lock (_lock)
        {
            if (_runs.Values.FirstOrDefault(other => other.Intent.Cluster == request.Cluster && !other.Read(book => book.EndedAt.HasValue)) is { } running)
            {
                throw new OperationConflictException(
                    running.Intent.Id,
                    $"Operation {running.Intent.Id} ({running.Intent.Intent}) changes the cluster {request.Cluster}; wait for its end, cancel it, or abandon it if it is stuck.");
            }

            var planned = new OperationRecord { Kind = OperationRecordKind.Planned, Time = _services.Time.GetUtcNow(), Operation = IntentOf(request, graph, NewId()) };
            Record(planned.Operation, "Requested", "");
            var journal = OperationJournal.Create(PathOf(planned.Operation.Id), _moment);
            try
            {
                journal.Append(planned);
            }
            catch
            {
                journal.Dispose();
                File.Delete(PathOf(planned.Operation.Id)); // whoever asked is told that nothing was begun
                throw;
            }

            var run = Add(journal, new OperationBook(planned));
            Forget(request.Cluster);
            Go(run);
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

    public Operation? Find(string id) => _runs.TryGetValue(id, out var run) ? run.Look().Operation : null;

    public IReadOnlyList<Operation> List(ClusterId? cluster) =>
    [
        .. _runs.Values.Where(run => cluster is null || run.Intent.Cluster == cluster)
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
        Go(run);
        Record(run.Intent, "Cancelled", "");
    }

    public void Retry(string id)
    {
        var run = Get(id);
        if (!run.TryAppend(OperationRecordKind.Resumed, book => book.State is OperationState.Stuck))
        {
            throw new OperationConflictException(id, $"Operation {id} is not stuck.");
        }

        Go(run);
        Record(run.Intent, "Retried", "");
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

        Record(run.Intent, nameof(OperationState.Abandoned), "");
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

    // Sorts by time; the rest keeps two of one moment apart.
    private string NewId() => string.Create(
        CultureInfo.InvariantCulture, $"{_services.Time.GetUtcNow():yyyyMMdd'-'HHmmssfff}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");

    private string PathOf(string id) => Path.Combine(Journals, id + OperationJournal.Extension);

    private OperationRun Get(string id) => _runs.TryGetValue(id, out var run) ? run : throw new KeyNotFoundException($"There is no operation {id}.");

    private IClusterProvisioner Provisioner(string name) => _provisioners.Find(name)
        ?? throw new ProviderException(ErrorReason.NotFound, $"The provisioner {name} is not loaded.");

    private OperationRun Add(OperationJournal journal, OperationBook book)
    {
        var redactor = new Redactor();
        foreach (var secret in _services.Secrets.GetAll(book.Intent.Cluster))
        {
            redactor.Add(secret);
        }

        var output = new StepOutput(Path.ChangeExtension(PathOf(book.Intent.Id), StepOutput.Extension));
        return _runs[book.Intent.Id] = new OperationRun(journal, book, output, redactor, _services.Time);
    }

    private void Load(string path)
    {
        try
        {
            var records = OperationJournal.Read(path);
            if (records.Count == 0)
            {
                File.Delete(path); // a crash came before its first line: nothing was begun
                return;
            }

            var run = Add(OperationJournal.Open(path, _moment), OperationBook.Of(records));
            if (run.Read(book => book.EndedAt is null))
            {
                LogResuming(run.Intent.Id, run.Intent.Intent, run.Intent.Cluster);
                run.TryAppend(OperationRecordKind.Resumed, book => book.State is OperationState.Stuck);
                Go(run);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            LogUnreadable(path, e.Message);
        }
    }

    /// <summary>Lets an operation go on, after what still runs of it has ended.</summary>
    private void Go(OperationRun run)
    {
        lock (_lock)
        {
            var before = _tasks.GetValueOrDefault(run.Intent.Id, Task.CompletedTask);
            _tasks[run.Intent.Id] = Task.Run(() => DriveAsync(run, before));
        }
    }

    private async Task DriveAsync(OperationRun run, Task before)
    {
        await before;
        if (run.Read(book => book.EndedAt.HasValue || book.State is OperationState.Stuck))
        {
            return; // the one before has brought it to its end
        }

        if (_provisioners.Find(run.Intent.Provisioner) is not { } provisioner)
        {
            run.Halt($"The provisioner {run.Intent.Provisioner} is not loaded; add its plugin and retry the operation.");
            return;
        }

        var ledger = _ledgers.Get(run.Intent.Cluster);
        var steps = new StepDriver(run, provisioner, _services, ledger, _options.UndoTries);
        var driver = new OperationDriver(run, steps, StepGraph.Of(run.Intent.Steps), _ledgers, _options.Parallelism);
        try
        {
            await driver.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // A fault of the engine's own. The agent and other operations go on; this one says why it does not.
            LogFault(e, run.Intent.Id);
            run.Halt($"Internal error: {e.Message}");
        }

        Report(run);
    }

    private void Report(OperationRun run)
    {
        var (state, error) = run.Read(book => (book.State, book.Error));
        LogEnded(run.Intent.Id, run.Intent.Intent, run.Intent.Cluster, state, error);
        try
        {
            Record(run.Intent, state.ToString(), error);
        }
        catch (IOException e)
        {
            LogNotAudited(run.Intent.Id, state, e.Message);
        }
    }

    private void Record(OperationIntent intent, string result, string message) => _audit.Append(new AuditEntry
    {
        Time = _services.Time.GetUtcNow(),
        Action = intent.Title.Length > 0 ? intent.Title : intent.Intent.ToString(),
        Subject = intent.Cluster.ToString(),
        ClusterType = intent.Provisioner,
        ClusterVersion = intent.Version,
        OperationId = intent.Id,
        Actor = intent.RequestedBy,
        Result = result,
        Message = message,
    });

    /// <summary>Deletes the oldest ended operations of a cluster, beyond those that are remembered.</summary>
    private void Forget(ClusterId cluster)
    {
        var ended = _runs.Values.Where(run => run.Intent.Cluster == cluster && run.Read(book => book.EndedAt.HasValue))
            .OrderByDescending(run => run.Intent.Id, StringComparer.Ordinal);
        foreach (var run in ended.Skip(_options.Remembered))
        {
            _runs.TryRemove(run.Intent.Id, out _);
            _tasks.TryRemove(run.Intent.Id, out _);
            run.Dispose();
            File.Delete(Path.ChangeExtension(PathOf(run.Intent.Id), StepOutput.Extension));
            File.Delete(PathOf(run.Intent.Id));
        }
    }
}
