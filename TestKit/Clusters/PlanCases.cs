using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of plans. All of them are made for a cluster that is not there.</summary>
internal static partial class PlanCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("plan.creates", "To make a cluster takes at least one step.", CreatesAsync),
        new("plan.repeat", "The same arguments give the same plan, also from an instance that was opened anew.", RepeatAsync),
        new("plan.graph", "Each step has an id of its own, and depends on steps of the plan, of no later phase and in no circle.", GraphAsync),
        new("plan.ids", "Ids of steps are of lower-case letters, digits, dots and dashes.", (session, token) => EachAsync(session, step => Id().IsMatch(step.Id), "its id", token)),
        new("plan.titles", "Each step says in one line what it does.", (session, token) => EachAsync(session, step => step.Title.Length > 0 && !step.Title.Contains('\n', StringComparison.Ordinal), "its title", token)),
        new("plan.deadlines", "Each step has a deadline.", (session, token) => EachAsync(session, step => step.Deadline > TimeSpan.Zero, "its deadline", token)),
        new("plan.kinds", "No step is of a kind that is the agent's own.", (session, token) => EachAsync(session, step => step.Kind.Length > 0 && !step.Kind.StartsWith("reeve.", StringComparison.Ordinal), "its kind", token)),
        new("plan.data", "Steps come out of the journal as they went into it, with objects for arguments.", DataAsync),
        new("plan.irreversible", "A plan with a step that cannot be taken back has a warning.", IrreversibleAsync),
        new("plan.unknown", "What is asked for and not known is refused.", UnknownAsync),
    ];

    private static async Task CreatesAsync(ClusterSession session, CancellationToken cancellationToken) =>
        Require.True((await CreateAsync(session, cancellationToken).ConfigureAwait(false)).Steps.Count > 0, "there is no step");

    private static async Task RepeatAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var first = Journal.TextOf(await CreateAsync(session, cancellationToken).ConfigureAwait(false));
        Require.Equal(first, Journal.TextOf(await CreateAsync(session, cancellationToken).ConfigureAwait(false)), "the second plan");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(first, Journal.TextOf(await CreateAsync(session, cancellationToken).ConfigureAwait(false)), "the plan of another instance");
    }

    private static async Task GraphAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var plan = await CreateAsync(session, cancellationToken).ConfigureAwait(false);
        Require.Equal(plan.Steps.Count, ClusterSession.Order(plan).Count, "steps in order");
    }

    private static Task DataAsync(ClusterSession session, CancellationToken cancellationToken) => EachAsync(
        session,
        step => step.Arguments.ValueKind is JsonValueKind.Object or JsonValueKind.Undefined && Journal.TextOf(Journal.Copy(step)) == Journal.TextOf(step),
        "it is not as it was",
        cancellationToken);

    private static async Task IrreversibleAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        foreach (var intent in new[] { ClusterIntent.Create, ClusterIntent.Delete })
        {
            var plan = await session.PlanAsync(intent, cancellationToken).ConfigureAwait(false);
            Require.True(plan.Warnings.Count > 0 || plan.Steps.All(step => step.Reversible), $"the plan for {intent} has no warning");
        }
    }

    private static Task UnknownAsync(ClusterSession session, CancellationToken cancellationToken) => Require.ThrowsAsync(
        () => session.PlanAsync(ClusterIntent.Unknown, cancellationToken), "a plan for nothing that is stated", ErrorReason.Unsupported, ErrorReason.Invalid);

    private static async Task EachAsync(ClusterSession session, Func<ClusterStep, bool> holds, string what, CancellationToken cancellationToken)
    {
        var plan = await CreateAsync(session, cancellationToken).ConfigureAwait(false);
        var wrong = plan.Steps.Where(step => !holds(step)).Select(step => step.Id).ToList();
        Require.True(wrong.Count == 0, $"{what}: {string.Join(", ", wrong)}");
    }

    private static Task<ClusterPlan> CreateAsync(ClusterSession session, CancellationToken cancellationToken) => session.PlanAsync(ClusterIntent.Create, cancellationToken);

    [GeneratedRegex("^[a-z0-9.-]+$")]
    private static partial Regex Id();
}
