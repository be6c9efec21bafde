using System.Globalization;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Keeps each caller to so many calls a second. Thread-safe.</summary>
/// <param name="perSecond">How many; 0 for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimits(int perSecond, TimeProvider time)
{
    private const int MaxCallers = 4096;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallBudget> _budgets = new(StringComparer.Ordinal);

    /// <summary>Counts a call.</summary>
    /// <param name="caller">Whose.</param>
    /// <exception cref="ApiException">There are too many.</exception>
    public void Count(string caller)
    {
        if (perSecond == 0)
        {
            return;
        }

        TimeSpan? wait;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (!_budgets.TryGetValue(caller, out var budget))
            {
                if (_budgets.Count >= MaxCallers)
                {
                    _budgets.Remove(_budgets.MinBy(static one => one.Value.Looked).Key);
                }

                _budgets[caller] = budget = new CallBudget(perSecond, now, time);
            }

            wait = budget.Take(now);
        }

        if (wait is { } length)
        {
            throw new ApiException(RpcCode.ResourceExhausted, string.Create(CultureInfo.InvariantCulture, $"At most {perSecond} such calls a second; try again later."))
            {
                RetryAfter = length,
            };
        }
    }
}
