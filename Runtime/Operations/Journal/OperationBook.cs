using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>
/// What the lines of a journal mean: the one place that knows how far an operation is. It changes by lines alone, so that a process that
/// reads them knows what the one that wrote them knew. Not thread-safe.
/// </summary>
internal sealed class OperationBook
{
    private readonly Dictionary<string, StepBook> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StepBook> _removals = new(StringComparer.Ordinal);

    public OperationBook(OperationRecord planned)
    {
        Intent = planned.Operation ?? throw new InvalidDataException("The first line of a journal says what the operation is.");
        StartedAt = planned.Time;
        foreach (var step in Intent.Steps)
        {
            _steps.Add(step.Id, new StepBook(step));
        }

        foreach (var removal in Intent.Removals)
        {
            _removals.Add(removal.Step.Id, new StepBook(removal.Step) { Prior = removal.Prior, Outputs = removal.Outputs });
        }
    }

    public OperationIntent Intent { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? EndedAt { get; private set; }

    public OperationState State { get; private set; } = OperationState.Running;

    /// <summary>Whether steps are taken back.</summary>
    public bool IsTurnedBack { get; private set; }

    /// <summary>Whether what earlier operations made is taken back: only forward from here.</summary>
    public bool IsRemoving { get; private set; }

    public string Error { get; private set; } = "";

    /// <summary>Steps in the order of the plan.</summary>
    public IEnumerable<StepBook> Steps => Intent.Steps.Select(step => _steps[step.Id]);

    /// <summary>Removals in their order.</summary>
    public IEnumerable<StepBook> Removals => Intent.Removals.Select(removal => _removals[removal.Step.Id]);

    /// <summary>Steps to take back, the one that was begun last first.</summary>
    public IEnumerable<StepBook> ToUndo => _steps.Values.Where(step => step.MustBeUndone).OrderByDescending(step => step.Order);

    public StepBook this[string step] => _steps[step];

    public StepBook? Find(string step) => _steps.GetValueOrDefault(step);

    public static OperationBook Of(IReadOnlyList<OperationRecord> records)
    {
        var book = new OperationBook(records[0]);
        foreach (var record in records.Skip(1))
        {
            book.Apply(record);
        }

        return book;
    }

    public void Apply(OperationRecord record)
    {
        switch (record.Kind)
        {
            case OperationRecordKind.TurnedBack:
                (IsTurnedBack, State, Error) = (true, OperationState.Undoing, record.Message ?? "");
                break;
            case OperationRecordKind.Removing:
                IsRemoving = true;
                break;
            case OperationRecordKind.Stuck:
                (State, Error) = (OperationState.Stuck, record.Message ?? "");
                break;
            case OperationRecordKind.Resumed:
                State = IsTurnedBack ? OperationState.Undoing : OperationState.Running;
                break;
            case OperationRecordKind.Ended:
                (State, EndedAt) = (record.State, record.Time);
                break;
            case OperationRecordKind.Checked or OperationRecordKind.Applied or OperationRecordKind.Verified or OperationRecordKind.Failed:
                _steps[record.Step!].Apply(record, _steps.Values.Count(step => step.IsChecked));
                break;
            case OperationRecordKind.Undoing or OperationRecordKind.Undone:
                (IsRemoving ? _removals : _steps)[record.Step!].Apply(record, order: 0);
                break;
            default:
                throw new InvalidDataException($"The journal of operation {Intent.Id} holds a line of the unknown kind {record.Kind}.");
        }
    }

    /// <summary>What is there for the cluster after this operation, given what was there before.</summary>
    public IReadOnlyList<AppliedStep> Settle(IReadOnlyList<AppliedStep> before)
    {
        if (Intent.Intent is ClusterIntent.Release && !IsTurnedBack && State is not OperationState.Stuck)
        {
            return []; // what was made is somebody else's to take back
        }

        var after = before.Where(step => !_removals.TryGetValue(step.Step.Id, out var removal) || removal.State != StepState.Undone).ToList();
        foreach (var step in _steps.Values.Where(step => step.MustBeUndone && step.Step.Lasting).OrderBy(step => step.Order))
        {
            var known = after.FindIndex(other => other.Step.Id == step.Step.Id);
            var prior = known < 0 ? step.Prior : after[known].Prior; // as it was before anything was done for this cluster
            var entry = new AppliedStep { Step = step.Step, Prior = OperationJson.OrEmpty(prior), Outputs = OperationJson.OrEmpty(step.Outputs) };
            if (known < 0)
            {
                after.Add(entry);
            }
            else
            {
                after[known] = entry;
            }
        }

        return after;
    }
}
