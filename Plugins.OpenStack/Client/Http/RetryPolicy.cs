using System.Globalization;
using System.Net;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>When a request is sent once more.</summary>
internal sealed record RetryPolicy
{
    /// <summary>How often a request is sent at most.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The first wait where the service names none; each further one is twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait. Where the service asks for a longer one, the failure goes to the caller.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take until its answer is there.</summary>
    public TimeSpan AttemptDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Reads <c>Retry-After</c>: seconds or a date (RFC 9110, 10.2.3).</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The time, for dates; null: any date counts as one.</param>
    public static TimeSpan? RetryAfter(RestAnswer answer, DateTimeOffset? now)
    {
        var header = answer.Header("Retry-After");
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - (now ?? date)).Ticks))
            : null;
    }

    /// <summary>Whether an answer is a failure in passing, after which a request may be sent again.</summary>
    public static bool IsPassing(RestRequest request, RestAnswer answer) =>
        ErrorReasons.IsRateLimit(answer) ||
        (request.Repeatable && answer.Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout);

    /// <summary>Whether something may have been done by a request that got this answer, although it is an error.</summary>
    public static bool MayHaveHappened(RestRequest request, RestAnswer answer) =>
        !request.ChangesNothing && (int)answer.Status >= 500 && answer.Status != HttpStatusCode.NotImplemented && !ErrorReasons.IsRateLimit(answer);

    /// <summary>How long to wait before the next attempt.</summary>
    /// <param name="attempt">How many there were.</param>
    /// <param name="asked">What the service asks for.</param>
    /// <param name="random">Spreads the attempts of many callers: between half the wait and all of it.</param>
    public TimeSpan Delay(int attempt, TimeSpan? asked, Random random)
    {
        var spread = 0.5 + (random.NextDouble() / 2);
        var own = TimeSpan.FromTicks((long)(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks * Math.Pow(2, attempt - 1)) * spread));
        return asked is { } least && least > own ? least : own;
    }
}
