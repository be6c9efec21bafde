using System.Diagnostics;
using System.Net.Sockets;

namespace Reeve.TestKit.Conformance;

/// <summary>What the checks are written with.</summary>
internal static class Require
{
    /// <summary>How long a check waits for something to happen. Reached only when it does not.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void True(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new RequirementFailedException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {Show(expected)}, saw {Show(actual)}");

    public static T NotNull<T>(T? value, string otherwise)
        where T : class =>
        value ?? throw new RequirementFailedException(otherwise);

    public static void Applies(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new NotApplicableException(otherwise);
        }
    }

    /// <summary>Demands a <see cref="ProviderException"/> with one of the reasons.</summary>
    public static async Task ThrowsAsync(Func<Task> call, string what, params ErrorReason[] reasons)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (ProviderException exception)
        {
            True(reasons.Contains(exception.Reason), $"{what}: expected {string.Join(" or ", reasons)}, saw {exception.Reason} ({exception.Message})");
            return;
        }

        throw new RequirementFailedException($"{what}: expected {string.Join(" or ", reasons)}, but it succeeded");
    }

    /// <summary>Demands that a connection is refused.</summary>
    public static async Task ThrowsSocketAsync(Func<Task<Socket>> connect, string what)
    {
        try
        {
            using var socket = await connect().ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return;
        }

        throw new RequirementFailedException($"{what}: it was not refused");
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task EventuallyAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            True(watch.Elapsed < Patience, $"not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(10, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Demands that something stays so for a moment.</summary>
    public static async Task StaysAsync(Func<bool> condition, TimeSpan time, string otherwise, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            True(condition(), otherwise);
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Show<T>(T value) => value is string text ? $"\"{text}\"" : value?.ToString() ?? "null";
}
