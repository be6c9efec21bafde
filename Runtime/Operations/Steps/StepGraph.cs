using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>The order of a plan's steps: their dependencies, and one phase after the other.</summary>
internal sealed class StepGraph
{
    private readonly Dictionary<string, string[]> _waitsFor;

    private StepGraph(IReadOnlyList<ClusterStep> order, Dictionary<string, string[]> waitsFor) => (Order, _waitsFor) = (order, waitsFor);

    /// <summary>The steps, each after those that it waits for, else in the order of the plan.</summary>
    public IReadOnlyList<ClusterStep> Order { get; }

    /// <summary>Orders steps.</summary>
    /// <exception cref="ArgumentException">A step is there twice, or waits for an unknown one, a later phase, or itself.</exception>
    public static StepGraph Of(IReadOnlyList<ClusterStep> steps)
    {
        var known = new Dictionary<string, ClusterStep>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            Require(known.TryAdd(step.Id, step), $"The plan has the step {step.Id} twice.");
        }

        var waitsFor = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var other in step.DependsOn)
            {
                Require(known.ContainsKey(other), $"The step {step.Id} depends on {other}, which is not in the plan.");
                Require(PhaseOf(known[other]) <= PhaseOf(step), $"The step {step.Id} depends on {other}, which is in a later phase.");
            }

            waitsFor[step.Id] = [.. step.DependsOn.Union(steps.Where(other => PhaseOf(other) < PhaseOf(step)).Select(other => other.Id))];
        }

        return new StepGraph(Sort(steps, waitsFor), waitsFor);
    }

    /// <summary>Whether a step may begin, given which ones are done.</summary>
    public bool IsFree(string step, Func<string, bool> isDone) => _waitsFor[step].All(isDone);

    private static List<ClusterStep> Sort(IReadOnlyList<ClusterStep> steps, Dictionary<string, string[]> waitsFor)
    {
        var order = new List<ClusterStep>(steps.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        while (order.Count < steps.Count)
        {
            var next = steps.FirstOrDefault(step => !placed.Contains(step.Id) && waitsFor[step.Id].All(placed.Contains));
            Require(next is not null, $"Steps of the plan depend on each other in a circle: {string.Join(", ", steps.Where(step => !placed.Contains(step.Id)).Select(step => step.Id))}.");
            order.Add(next!);
            placed.Add(next!.Id);
        }

        return order;
    }

    private static StepPhase PhaseOf(ClusterStep step) => step.Phase is StepPhase.Unknown ? StepPhase.Main : step.Phase;

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
