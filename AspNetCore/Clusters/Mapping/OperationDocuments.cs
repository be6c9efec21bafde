using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Operations;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>Operations as documents.</summary>
internal static class OperationDocuments
{
    /// <summary>An operation with everything that is known of it.</summary>
    public static OperationDocument Of(Operation operation) => Head(operation) with { Steps = [.. operation.Steps.Select(StepOf)] };

    /// <summary>An operation without its steps.</summary>
    public static OperationDocument Head(Operation operation) => new()
    {
        Id = operation.Id,
        Cluster = operation.Cluster.ToString(),
        Intent = operation.Intent.ToString(),
        Type = operation.Provisioner,
        State = operation.State.ToString(),
        RequestedBy = Stated(operation.RequestedBy),
        StartedAt = WireTimes.Text(operation.StartedAt),
        EndedAt = WireTimes.Text(operation.EndedAt),
        Error = Stated(operation.Error),
    };

    /// <summary>What an operation would do.</summary>
    public static PlanDocument Of(OperationPreview preview) => new()
    {
        Steps = [.. preview.Steps.Select(StepOf)],
        Costs = preview.Costs.Count > 0 ? preview.Costs : null,
        Warnings = preview.Warnings.Count + preview.Unchecked.Count > 0 ? [.. preview.Warnings, .. preview.Unchecked.Select(static problem => $"{problem.Field}: {problem.Message}")] : null,
    };

    private static StepDocument StepOf(OperationStep step) => new()
    {
        Id = step.Id,
        Title = step.Title,
        Phase = step.Phase.ToString(),
        Removal = step.IsRemoval ? true : null,
        State = step.State.ToString(),
        StartedAt = WireTimes.Text(step.StartedAt),
        EndedAt = WireTimes.Text(step.EndedAt),
        DurationSeconds = step is { StartedAt: { } start, EndedAt: { } end } ? (end - start).TotalSeconds : null,
        Message = Stated(step.Message),
        DependsOn = step.DependsOn.Count > 0 ? step.DependsOn : null,
        Commands = step.Commands.Count > 0 ? [.. step.Commands.Select(CommandOf)] : null,
    };

    private static CommandDocument CommandOf(StepCommandRecord command) => new()
    {
        Arguments = command.Arguments,
        StartedAt = WireTimes.Text(command.StartedAt),
        DurationSeconds = command.Duration.TotalSeconds,
        ExitCode = command.ExitCode,
        StandardOutput = Stated(command.StandardOutput),
        StandardError = Stated(command.StandardError),
    };

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}
