using System.Text.Json;
using Reeve.Clusters;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of clusters that are made, changed and removed.</summary>
internal static class LifeCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("create.exists", "A cluster that was made exists, in the version that was asked for.", CreateAsync),
        new("create.nothing-left", "A plan for what is there already is empty.", NothingLeftAsync),
        new("create.done", "A step that was done, and whose effect lasts, is found done.", DoneAsync),
        new("create.resumed", "A cluster is made by instances that follow one another, from what the journal has.", ResumedAsync),
        new("apply.repeat", "A step that is applied again, because its reply was lost, makes nothing twice and gives the same outputs.", TwiceAsync),
        new("apply.outputs", "Outputs are objects, and have no secret that the step has read.", OutputsAsync),
        new("clusters.apart", "A cluster is not seen in place of another one, and what is done to one leaves the other alone.", ApartAsync),
        new("upgrade.version", "A cluster that was upgraded has the version that was asked for, and its upgrade is an empty plan.", UpgradeAsync),
        new("delete.gone", "A cluster that was deleted does not exist, and can be made again.", DeleteAsync),
    ];

    private static async Task CreateAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await SeesAsync(session, session.Spec, cancellationToken).ConfigureAwait(false);
    }

    private static async Task NothingLeftAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        Require.Equal("", string.Join(", ", plan.Steps.Select(step => step.Id)), "steps");
    }

    private static async Task DoneAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var plan = await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        foreach (var step in plan.Steps.Where(step => step.Lasting))
        {
            Require.True((await session.Provider.CheckAsync(step, session.Look(step), cancellationToken).ConfigureAwait(false)).Done, $"{step.Id} is not");
        }
    }

    private static async Task ResumedAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        foreach (var step in ClusterSession.Order(plan))
        {
            await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
            await session.DoAsync(step, cancellationToken).ConfigureAwait(false);
        }

        await SeesAsync(session, session.Spec, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.UndoAsync(cancellationToken).ConfigureAwait(false);
        Require.True(!(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)).Exists, "it exists after another instance took it back");
    }

    private static async Task TwiceAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var once = Journal.TextOf(await session.ObserveAsync(cancellationToken).ConfigureAwait(false));
        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        await session.DoAsync(ClusterIntent.Create, cancellationToken, times: 2).ConfigureAwait(false);
        Require.Equal(once, Journal.TextOf(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)), "the cluster whose steps were applied twice");
    }

    private static async Task OutputsAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        var plan = await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        foreach (var step in plan.Steps)
        {
            var hands = session.Hands(session.Spec.Id, step);
            var outputs = hands.GetOutputs(step.Id);
            Require.Equal(JsonValueKind.Object, outputs.ValueKind, $"outputs of {step.Id}");
            foreach (var name in step.SecretNames)
            {
                var secret = await hands.GetSecretAsync(name, cancellationToken).ConfigureAwait(false);
                Require.True(secret.Length == 0 || !outputs.GetRawText().Contains(secret, StringComparison.Ordinal), $"outputs of {step.Id} have the secret {name}");
            }
        }
    }

    private static async Task ApartAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken, session.Other).ConfigureAwait(false);
        var before = Journal.TextOf(await session.ObserveAsync(cancellationToken, session.Other.Id).ConfigureAwait(false));
        Require.True(!(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)).Exists, "the other one is seen in its place");
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(before, Journal.TextOf(await session.ObserveAsync(cancellationToken, session.Other.Id).ConfigureAwait(false)), "the other cluster");
    }

    private static async Task UpgradeAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        Require.Applies(session.Next is not null, "nothing is given to upgrade to");
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var seen = await session.ObserveAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(0, (await session.Provider.ValidateAsync(session.Next!, seen, cancellationToken).ConfigureAwait(false)).Count, "errors of the next version");
        await session.DoAsync(ClusterIntent.Upgrade, cancellationToken, session.Next).ConfigureAwait(false);
        await SeesAsync(session, session.Next!, cancellationToken).ConfigureAwait(false);
        Require.Equal(0, (await session.PlanAsync(ClusterIntent.Upgrade, cancellationToken, session.Next).ConfigureAwait(false)).Steps.Count, "steps of a second upgrade");
    }

    private static async Task DeleteAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        Require.True(!(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)).Exists, "it exists");
        await session.DeleteAsync(cancellationToken).ConfigureAwait(false);
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        await SeesAsync(session, session.Spec, cancellationToken).ConfigureAwait(false);
    }

    private static async Task SeesAsync(ClusterSession session, ClusterSpec spec, CancellationToken cancellationToken)
    {
        var seen = await session.ObserveAsync(cancellationToken, spec.Id).ConfigureAwait(false);
        Require.True(seen.Exists, "it does not exist");
        Require.Equal(spec.Version, seen.Version, "its version");
    }
}
