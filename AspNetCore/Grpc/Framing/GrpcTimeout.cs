using System.Globalization;

namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MostDigits = 8;

    // As long as a timer can be; a caller that waits for longer waits for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>Reads it; null if there is none, or if it is longer than anybody waits.</summary>
    /// <exception cref="GrpcException">It is malformed.</exception>
    public static TimeSpan? Parse(string header)
    {
        if (header.Length == 0)
        {
            return null;
        }

        if (header.Length > MostDigits + 1 || !long.TryParse(header.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || TicksOf(header[^1]) is not { } unit)
        {
            throw new GrpcException(GrpcStatus.Internal, $"The header grpc-timeout cannot be \"{header}\".");
        }

        var length = unit == 0 ? TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick) : TimeSpan.FromTicks(number * unit);
        return length > Longest ? null : length;
    }

    // Zero for nanoseconds, of which a tick has a hundred.
    private static long? TicksOf(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        'n' => 0,
        _ => null,
    };
}
