using Reeve.Clusters;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of steps that are taken back.</summary>
internal static class UndoCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("undo.restores", "What was made is taken back to what was there before.", RestoresAsync),
        new("undo.repeat", "A step can be taken back again, because it is not known whether it was.", RepeatAsync),
        new("undo.unapplied", "A step that was not applied can be taken back, and that changes nothing.", UnappliedAsync),
        new("undo.upgrade", "An upgrade that is taken back leaves the version that was there.", UpgradeAsync),
        new("undo.partly", "A plan of which a part was done can be taken back, wherever it stopped.", PartlyAsync),
    ];

    private static async Task RestoresAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var before = await SeenAsync(session, cancellationToken).ConfigureAwait(false);
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await session.UndoAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(before, await SeenAsync(session, cancellationToken).ConfigureAwait(false), "what is there");
    }

    private static async Task RepeatAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var before = await SeenAsync(session, cancellationToken).ConfigureAwait(false);
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await session.UndoAsync(cancellationToken, times: 2).ConfigureAwait(false);
        Require.Equal(before, await SeenAsync(session, cancellationToken).ConfigureAwait(false), "what is there");
    }

    private static async Task UnappliedAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var before = await SeenAsync(session, cancellationToken).ConfigureAwait(false);
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var first = ClusterSession.Order(plan)[0];
        var hands = session.Hands(session.Spec.Id, first);
        var check = await session.Provider.CheckAsync(first, hands, cancellationToken).ConfigureAwait(false);
        await session.Provider.UndoAsync(first, Journal.Copy(check.Prior), hands, cancellationToken).ConfigureAwait(false);
        Require.Equal(before, await SeenAsync(session, cancellationToken).ConfigureAwait(false), "what is there");
    }

    private static async Task UpgradeAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        Require.Applies(session.Next is not null, "nothing is given to upgrade to");
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var before = await SeenAsync(session, cancellationToken).ConfigureAwait(false);
        var mark = session.Made;
        await session.DoAsync(ClusterIntent.Upgrade, cancellationToken, session.Next).ConfigureAwait(false);
        await session.UndoAsync(cancellationToken, since: mark).ConfigureAwait(false);
        Require.Equal(before, await SeenAsync(session, cancellationToken).ConfigureAwait(false), "what is there");
    }

    private static async Task PartlyAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var before = await SeenAsync(session, cancellationToken).ConfigureAwait(false);
        var steps = ClusterSession.Order(await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false));
        for (var count = 1; count < steps.Count; count++)
        {
            foreach (var step in steps.Take(count))
            {
                await session.DoAsync(step, cancellationToken).ConfigureAwait(false);
            }

            await session.UndoAsync(cancellationToken).ConfigureAwait(false);
            Require.Equal(before, await SeenAsync(session, cancellationToken).ConfigureAwait(false), $"what is there after {count} of {steps.Count} steps");
        }
    }

    private static async Task<string> SeenAsync(ClusterSession session, CancellationToken cancellationToken) =>
        Journal.TextOf(await session.ObserveAsync(cancellationToken).ConfigureAwait(false));
}
