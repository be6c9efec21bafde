using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>What is known of one step.</summary>
internal sealed class StepBook(ClusterStep step)
{
    public ClusterStep Step { get; } = step;

    public StepState State { get; private set; } = StepState.Pending;

    /// <summary>Whether what is there is recorded, so that applying may have begun.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>Whether applying has ended well.</summary>
    public bool IsApplied { get; private set; }

    /// <summary>Whether its effect was there before this operation.</summary>
    public bool WasThere { get; private set; }

    /// <summary>Whether it is taken back if the operation is.</summary>
    public bool MustBeUndone => IsChecked && (!WasThere || IsOurs) && State != StepState.Undone;

    /// <summary>Its place among those that were begun.</summary>
    public int Order { get; private set; }

    public JsonElement Prior { get; set; }

    public JsonElement Outputs { get; set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string Message { get; private set; } = "";

    public bool IsDone => State is StepState.Done or StepState.AlreadyDone;

    private bool IsOurs { get; set; }

    public void Apply(OperationRecord record, int order)
    {
        switch (record.Kind)
        {
            case OperationRecordKind.Checked:
                (IsChecked, WasThere, IsOurs, Order, StartedAt) = (true, record.Done, record.Ours, order, record.Time);
                (Prior, Outputs) = (record.Prior ?? default, record.Outputs ?? default);
                State = WasThere ? StepState.Verifying : StepState.Applying;
                break;
            case OperationRecordKind.Applied:
                (IsApplied, Outputs, State) = (true, record.Outputs ?? default, StepState.Verifying);
                break;
            case OperationRecordKind.Verified:
                (State, EndedAt) = (WasThere && !IsApplied ? StepState.AlreadyDone : StepState.Done, record.Time);
                break;
            case OperationRecordKind.Failed:
                (State, EndedAt, Message) = (StepState.Failed, record.Time, record.Message ?? "");
                break;
            case OperationRecordKind.Undoing:
                (State, StartedAt) = (StepState.Undoing, StartedAt ?? record.Time);
                break;
            case OperationRecordKind.Undone:
                (State, EndedAt) = (StepState.Undone, record.Time);
                break;
        }
    }

    /// <summary>Takes note of a word of progress, which is not in the journal.</summary>
    public void Note(string message) => Message = message;
}
