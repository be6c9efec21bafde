namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>How long to wait after failures: longer each time, at least what the server asks for, anew after a healthy time. Not thread-safe.</summary>
internal sealed class RetryPacer(ReflectorOptions options, TimeProvider timeProvider, Random random)
{
    private readonly Backoff _backoff = new(options.MinBackoff, options.MaxBackoff, random.NextDouble);
    private long? _healthySince;

    /// <summary>All is well now.</summary>
    public void Healthy() => _healthySince ??= timeProvider.GetTimestamp();

    /// <summary>Counts a failure and says how long to wait.</summary>
    public TimeSpan Failed(KubernetesApiException? e)
    {
        if (_healthySince is { } since && timeProvider.GetElapsedTime(since) >= options.HealthyAfter)
        {
            _backoff.Reset();
        }

        _healthySince = null;
        return _backoff.Next(e?.RetryAfter);
    }
}
