using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Sources.Compiling;

namespace Reeve.Runtime.Proxies.Sources.Reporting;

/// <summary>Conditions of gateways and their routes: those of others stay, and times change with the status alone.</summary>
internal static class SourceConditions
{
    /// <summary>Sets conditions of an object.</summary>
    /// <param name="present">Those that it has.</param>
    /// <param name="outcome">What becomes of it.</param>
    /// <param name="types">Those to set, each true where it is served.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<Condition> Set(IReadOnlyList<Condition> present, SourceOutcome outcome, IReadOnlyList<string> types, DateTimeOffset now)
    {
        var conditions = types.Select(type =>
        {
            var former = present.FirstOrDefault(one => one.Type == type);
            var status = outcome.IsServed ? ConditionStatuses.True : ConditionStatuses.False;
            return new Condition
            {
                Type = type,
                Status = status,
                Reason = outcome.IsServed ? type : outcome.Problems[^1].Reason,
                Message = string.Join(' ', outcome.Problems.Select(static problem => problem.Message)),
                ObservedGeneration = outcome.Object.Metadata.Generation,
                LastTransitionTime = former?.Status == status && former.LastTransitionTime is { } time ? time : new Time(now),
            };
        });
        return [.. present.Where(one => !types.Contains(one.Type)), .. conditions];
    }
}
