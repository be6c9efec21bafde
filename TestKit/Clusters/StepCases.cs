using System.Text.Json;
using Reeve.Clusters;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of single steps, as far as nothing is changed.</summary>
internal static class StepCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("step.unknown", "A step of a kind that is not known is refused as Unsupported, whatever is to become of it.", UnknownAsync),
        new("check.pure", "Checking a step changes nothing where nothing may be changed.", PureAsync),
        new("check.repeat", "A step is found the same each time, also by an instance that was opened anew and has it from the journal.", RepeatAsync),
        new("check.cancel", "A call that is cancelled ends, and with nothing but that.", CancelAsync),
    ];

    private static async Task UnknownAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        using var nothing = JsonDocument.Parse("{}");
        var prior = nothing.RootElement;
        var step = new ClusterStep { Id = "unknown", Kind = "conformance.unknown", Title = "Nobody knows it", Arguments = prior };
        var hands = session.Look(step);
        var provisioner = session.Provider;
        await Require.ThrowsAsync(() => provisioner.CheckAsync(step, hands, cancellationToken), "to check it", ErrorReason.Unsupported).ConfigureAwait(false);
        await Require.ThrowsAsync(() => provisioner.ApplyAsync(step, prior, hands, cancellationToken), "to apply it", ErrorReason.Unsupported).ConfigureAwait(false);
        await Require.ThrowsAsync(() => provisioner.VerifyAsync(step, hands, cancellationToken), "to verify it", ErrorReason.Unsupported).ConfigureAwait(false);
        await Require.ThrowsAsync(() => provisioner.UndoAsync(step, prior, hands, cancellationToken), "to undo it", ErrorReason.Unsupported).ConfigureAwait(false);
    }

    private static async Task PureAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        foreach (var step in ClusterSession.Order(plan))
        {
            var hands = session.Look(step);
            await TryCheckAsync(session, step, hands, cancellationToken).ConfigureAwait(false);
            Require.Equal("", string.Join("; ", hands.Changes), $"changes of {step.Id}");
        }
    }

    private static async Task RepeatAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var steps = ClusterSession.Order(plan);
        async Task<string> AllAsync(Func<ClusterStep, ClusterStep> change)
        {
            var found = new List<string>();
            foreach (var step in steps.Select(change))
            {
                found.Add($"{step.Id}: {await TryCheckAsync(session, step, session.Look(step), cancellationToken).ConfigureAwait(false)}");
            }

            return string.Join('\n', found);
        }

        var first = await AllAsync(step => step).ConfigureAwait(false);
        Require.Equal(first, await AllAsync(step => step).ConfigureAwait(false), "the second check");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(first, await AllAsync(Journal.Copy).ConfigureAwait(false), "the check of another instance");
    }

    private static async Task CancelAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var plan = await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await cancelled.CancelAsync().ConfigureAwait(false);
        await EndsAsync(token => session.Provider.ObserveAsync(session.Spec.Id, session.Look(), token), "a look").ConfigureAwait(false);
        foreach (var step in ClusterSession.Order(plan))
        {
            await EndsAsync(token => session.Provider.CheckAsync(step, session.Look(step), token), $"the check of {step.Id}").ConfigureAwait(false);
        }

        async Task EndsAsync(Func<CancellationToken, Task> call, string what)
        {
            try
            {
                await call(cancelled.Token).WaitAsync(Require.Patience, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ProviderException)
            {
                // Cancelled; or it was done before anybody asked, with what it found.
            }
            catch (TimeoutException)
            {
                Require.True(false, $"{what} goes on after it was cancelled");
            }
        }
    }

    /// <summary>Checks a step of a plan of which nothing is done: what cannot be seen before an earlier step may be refused.</summary>
    private static async Task<string> TryCheckAsync(ClusterSession session, ClusterStep step, WatchedHands hands, CancellationToken cancellationToken)
    {
        try
        {
            return Journal.TextOf(await session.Provider.CheckAsync(step, hands, cancellationToken).ConfigureAwait(false));
        }
        catch (ProviderException e)
        {
            return e.Reason.ToString();
        }
    }
}
