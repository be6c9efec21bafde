namespace Reeve.Runtime.Pods.Workers;

/// <summary>How long to wait before a failed call is repeated: doubles from failure to failure. Not thread-safe.</summary>
internal sealed class RetryDelay(PodManagerOptions options)
{
    private int _failures;

    /// <summary>The calls succeed again.</summary>
    public void Reset() => _failures = 0;

    /// <summary>The next pause. What needs a person's help (a quota, a credential) is tried slowly from the start.</summary>
    public TimeSpan Next(Exception failure)
    {
        var exponent = Math.Min(_failures++, 20);
        var delay = TimeSpan.FromTicks(Math.Min(options.RetryDelay.Ticks << exponent, options.MaxRetryDelay.Ticks));
        if (failure is not ProviderException provider)
        {
            return delay;
        }

        var slow = provider.Reason is ErrorReason.Exhausted or ErrorReason.Denied && delay < options.MaxRetryDelay / 4
            ? options.MaxRetryDelay / 4
            : delay;
        return provider.RetryAfter > slow ? provider.RetryAfter.Value : slow;
    }
}
