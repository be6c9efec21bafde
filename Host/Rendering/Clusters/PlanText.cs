using System.Globalization;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>What an operation would do, for people.</summary>
internal static class PlanText
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, PlanDocument plan)
    {
        var changes = plan.Steps.Count(step => step.State != nameof(StepState.AlreadyDone));
        if (changes == 0)
        {
            output.WriteLine("Nothing would be done: everything is as wanted.");
        }

        foreach (var (step, i) in plan.Steps.Select((step, i) => (step, i)))
        {
            var already = step.State == nameof(StepState.AlreadyDone) ? " (so already)" : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1,3}. {PlainText.OneLine(step.Title ?? "")}{already}"));
        }

        foreach (var (name, amount) in plan.Costs ?? new Dictionary<string, long>())
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"It uses {amount} {name}."));
        }

        foreach (var warning in plan.Warnings ?? [])
        {
            output.WriteLine($"Warning: {PlainText.OneLine(warning)}");
        }
    }
}
