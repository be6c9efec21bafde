using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>The progress of an operation as plain lines, one for each change of a step.</summary>
internal sealed class OperationLines(Cli cli) : IOperationProgress
{
    private readonly Dictionary<(string?, bool), string?> _states = [];

    /// <inheritdoc/>
    public void Show(OperationDocument operation)
    {
        var steps = operation.Steps ?? [];
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var key = (step.Id, step.Removal == true);
            var before = _states.GetValueOrDefault(key, nameof(StepState.Pending));
            if (step.State != before)
            {
                _states[key] = step.State;
                cli.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{i + 1}/{steps.Count}] {PlainText.OneLine(step.Title ?? "")}: {Outcome(step)}"));
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Outcome(StepDocument step)
    {
        var state = OperationWords.StepState(step.State);
        var took = step is { State: nameof(StepState.Done) or nameof(StepState.Failed) or nameof(StepState.Undone), DurationSeconds: { } seconds } ? $" ({Elapsed.Of(seconds)})" : "";
        var why = step is { State: nameof(StepState.Failed), Message: { Length: > 0 } message } ? $": {PlainText.OneLine(message)}" : "";
        return state + took + why;
    }
}
