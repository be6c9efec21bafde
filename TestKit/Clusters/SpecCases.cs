using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of validation and of looking.</summary>
internal static class SpecCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("validate.accepts", "The specification of a cluster that can be made has no errors.", AcceptsAsync),
        new("validate.refuses", "A specification that cannot be made is refused, with the field that is at fault.", RefusesAsync),
        new("validate.repeat", "A specification is judged the same each time, also by an instance that was opened anew.", ValidateAgainAsync),
        new("observe.absent", "A cluster that was never made does not exist.", AbsentAsync),
        new("observe.pure", "Looking changes nothing.", PureAsync),
        new("observe.repeat", "Two looks see the same if nothing happens between them.", LookAgainAsync),
    ];

    private static async Task AcceptsAsync(ClusterSession session, CancellationToken cancellationToken) =>
        Require.Equal("", await ErrorsAsync(session, session.Spec, cancellationToken).ConfigureAwait(false), "errors");

    private static async Task RefusesAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        Require.Applies(session.Refused.Any(), "no specification is given that must be refused");
        foreach (var (field, spec) in session.Refused)
        {
            var errors = await session.Provider.ValidateAsync(spec, null, cancellationToken).ConfigureAwait(false);
            Require.True(errors.Any(error => error.Field == field), $"{field} is not refused, but {string.Join(", ", errors.Select(error => error.Field))}");
            Require.True(errors.All(error => error.Field.Length > 0 && error.Message.Length > 0), "an error has no field, or no message");
        }
    }

    private static async Task ValidateAgainAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        async Task<string> AllAsync()
        {
            var errors = new List<string>();
            foreach (var spec in session.Refused.Select(refused => refused.Spec).Prepend(session.Spec))
            {
                errors.Add(await ErrorsAsync(session, spec, cancellationToken).ConfigureAwait(false));
            }

            return string.Join('\n', errors);
        }

        var first = await AllAsync().ConfigureAwait(false);
        Require.Equal(first, await AllAsync().ConfigureAwait(false), "errors the second time");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(first, await AllAsync().ConfigureAwait(false), "errors of another instance");
    }

    private static async Task AbsentAsync(ClusterSession session, CancellationToken cancellationToken) =>
        Require.True(!(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)).Exists, "it exists");

    private static async Task PureAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var hands = session.Look();
        await session.Provider.ObserveAsync(session.Spec.Id, hands, cancellationToken).ConfigureAwait(false);
        Require.Equal("", string.Join("; ", hands.Changes), "changes");
    }

    private static async Task LookAgainAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var first = Journal.TextOf(await session.ObserveAsync(cancellationToken).ConfigureAwait(false));
        Require.Equal(first, Journal.TextOf(await session.ObserveAsync(cancellationToken).ConfigureAwait(false)), "the second look");
    }

    private static async Task<string> ErrorsAsync(ClusterSession session, Reeve.Clusters.ClusterSpec spec, CancellationToken cancellationToken) =>
        string.Join("; ", await session.Provider.ValidateAsync(spec, null, cancellationToken).ConfigureAwait(false));
}
