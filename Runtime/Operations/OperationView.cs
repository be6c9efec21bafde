using Reeve.Runtime.Operations.Journal;

namespace Reeve.Runtime.Operations;

/// <summary>What people see of an operation.</summary>
internal static class OperationView
{
    public static Operation Of(OperationBook book, ILookup<string, StepCommandRecord> commands) => new()
    {
        Id = book.Intent.Id,
        Cluster = book.Intent.Cluster,
        Intent = book.Intent.Intent,
        Provisioner = book.Intent.Provisioner,
        RequestedBy = book.Intent.RequestedBy,
        Title = book.Intent.Title,
        Version = book.Intent.Version,
        Context = OperationJson.OrEmpty(book.Intent.Context ?? default),
        State = book.State,
        StartedAt = book.StartedAt,
        EndedAt = book.EndedAt,
        Error = book.Error,
        Steps =
        [
            .. book.Steps.Select(step => Of(step, isRemoval: false, commands)),
            .. book.Removals.Select(step => Of(step, isRemoval: true, commands)),
        ],
    };

    private static OperationStep Of(StepBook step, bool isRemoval, ILookup<string, StepCommandRecord> commands) => new()
    {
        Id = step.Step.Id,
        Title = isRemoval ? $"Take back: {step.Step.Title}" : step.Step.Title,
        Phase = step.Step.Phase,
        IsRemoval = isRemoval,
        State = step.State,
        StartedAt = step.StartedAt,
        EndedAt = step.EndedAt,
        Message = step.Message,
        DependsOn = step.Step.DependsOn,
        Commands = [.. commands[step.Step.Id]],
    };
}
