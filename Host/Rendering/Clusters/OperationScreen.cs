using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Operations;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>The progress of an operation on a terminal: its steps with how long they take, drawn anew in place.</summary>
internal sealed class OperationScreen : IOperationProgress
{
    // What a step that is over is followed by still fits on a small terminal.
    private const int MostRows = 20;
    private const int RowsBefore = 6;

    private readonly Cli _cli;
    private readonly LiveView _view;
    private OperationDocument? _operation;

    /// <summary>Begins to draw.</summary>
    public OperationScreen(Cli cli)
    {
        _cli = cli;
        _view = new LiveView(cli, Draw);
    }

    /// <inheritdoc/>
    public void Show(OperationDocument operation)
    {
        Volatile.Write(ref _operation, operation);
        _view.Changed();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _view.DisposeAsync();

    private Rows? Draw()
    {
        if (Volatile.Read(ref _operation) is not { } operation)
        {
            return null;
        }

        var now = _cli.Time.GetUtcNow();
        var steps = operation.Steps ?? [];
        var over = steps.Count(step => IsOver(step.State));
        var head = string.Create(CultureInfo.InvariantCulture, $"{OperationWords.Purpose(operation)}: {OperationWords.State(operation.State)}, {over} of {steps.Count} steps, {Elapsed.Between(operation.StartedAt, operation.EndedAt, now)}");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        foreach (var step in Visible(steps))
        {
            var color = step.State switch
            {
                nameof(StepState.Done) or nameof(StepState.AlreadyDone) => "green",
                nameof(StepState.Failed) => "red",
                nameof(StepState.Undoing) or nameof(StepState.Undone) => "yellow",
                nameof(StepState.Pending) => "grey",
                _ => "default",
            };
            var took = step.State is nameof(StepState.Pending) or nameof(StepState.AlreadyDone) ? "" : Elapsed.Between(step.StartedAt, step.EndedAt, now);
            var said = step.State is nameof(StepState.Applying) or nameof(StepState.Verifying) or nameof(StepState.Failed) ? step.Message ?? "" : "";
            var title = said.Length > 0 ? $"{step.Title}: {said}" : step.Title ?? "";
            table.AddRow(new Markup($"[{color}]{OperationWords.StepState(step.State)}[/]"), new Text(PlainText.OneLine(title)) { Overflow = Overflow.Ellipsis }, new Text(took));
        }

        return new Rows((IRenderable[])[new Text(head), table]);
    }

    private static bool IsOver(string? state) => state is nameof(StepState.Done) or nameof(StepState.AlreadyDone) or nameof(StepState.Failed) or nameof(StepState.Undone);

    // The steps around the first one that is not over.
    private static IEnumerable<StepDocument> Visible(List<StepDocument> steps)
    {
        var first = steps.FindIndex(step => !IsOver(step.State));
        var start = first < 0 ? steps.Count - MostRows : Math.Min(first - RowsBefore, steps.Count - MostRows);
        return steps.Skip(Math.Max(0, start)).Take(MostRows);
    }
}
