using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>An operation with all that is known of it, for people.</summary>
internal static class OperationText
{
    /// <summary>Writes it.</summary>
    public static void Write(Cli cli, OperationDocument operation)
    {
        var now = cli.Time.GetUtcNow();
        var output = cli.Out;
        output.WriteLine($"Operation:  {operation.Id}");
        output.WriteLine($"Purpose:    {OperationWords.Purpose(operation)} ({operation.Type})");
        output.WriteLine($"State:      {OperationWords.State(operation.State)}");
        output.WriteLine($"Started:    {operation.StartedAt}{(operation.RequestedBy is { } by ? $" by {PlainText.OneLine(by)}" : "")}");
        output.WriteLine($"Took:       {Elapsed.Between(operation.StartedAt, operation.EndedAt, now)}{(operation.EndedAt is null ? " so far" : "")}");
        if (operation.Error is { } error)
        {
            output.WriteLine($"Error:      {PlainText.OneLine(error)}");
        }

        output.WriteLine("Steps:");
        foreach (var step in operation.Steps ?? [])
        {
            var took = Elapsed.Between(step.StartedAt, step.EndedAt, now);
            output.WriteLine($"  {OperationWords.StepState(step.State),-16} {took,7}  {PlainText.OneLine(step.Title ?? "")} ({step.Id})");
            Indented(output, "      ", step.Message);
            foreach (var command in step.Commands ?? [])
            {
                Write(output, command);
            }
        }
    }

    private static void Write(TextWriter output, CommandDocument command)
    {
        var end = command.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : "did not run to its end";
        output.WriteLine($"      $ {PlainText.OneLine(string.Join(' ', command.Arguments ?? []))}");
        output.WriteLine($"        {end} after {Elapsed.Of(command.DurationSeconds ?? 0)}");
        Indented(output, "        | ", command.StandardOutput);
        Indented(output, "        ! ", command.StandardError);
    }

    private static void Indented(TextWriter output, string prefix, string? text)
    {
        foreach (var line in (text ?? "").TrimEnd().Split('\n').Where(line => line.Length > 0))
        {
            output.WriteLine(prefix + PlainText.OneLine(line));
        }
    }
}
