using System.Diagnostics.CodeAnalysis;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>What a route keeps while it is changed: its rate limiter, and the signal that it is gone.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It ends by its own timer; requests look at it until then.")]
internal sealed class RouteLife(int? rateLimit, TimeProvider timeProvider)
{
    private readonly CancellationTokenSource _gone = new(Timeout.InfiniteTimeSpan, timeProvider);

    /// <summary>Cancelled when the route was removed and the time to drain is over.</summary>
    public CancellationToken Gone => _gone.Token;

    public RateLimiter? Limiter { get; private set; } = rateLimit is { } limit ? new RateLimiter(limit, timeProvider) : null;

    /// <summary>The same life, with another limit if it differs.</summary>
    public RouteLife With(int? rateLimit)
    {
        if (Limiter?.PerSecond != rateLimit)
        {
            Limiter = rateLimit is { } limit ? new RateLimiter(limit, timeProvider) : null;
        }

        return this;
    }

    /// <summary>The route was removed.</summary>
    public void End(TimeSpan drain) => _gone.CancelAfter(drain);
}
