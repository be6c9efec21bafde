using System.Text.Json;

namespace Reeve.Runtime.Operations.Journal;

/// <summary>A line of an operation's journal.</summary>
internal sealed record OperationRecord
{
    public required OperationRecordKind Kind { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Planned"/>.</summary>
    public OperationIntent? Operation { get; init; }

    /// <summary>The step, in all lines about one.</summary>
    public string? Step { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Checked"/>: whether the effect was there already.</summary>
    public bool Done { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Checked"/>: whether it is taken back if the operation fails, though it was there.</summary>
    public bool Ours { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Checked"/>.</summary>
    public JsonElement? Prior { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Checked"/> and <see cref="OperationRecordKind.Applied"/>.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary>Why; without secrets.</summary>
    public string? Message { get; init; }

    /// <summary>Of <see cref="OperationRecordKind.Ended"/>.</summary>
    public OperationState State { get; init; }
}
