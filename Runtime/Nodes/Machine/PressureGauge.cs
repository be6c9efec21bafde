namespace Reeve.Runtime.Nodes.Machine;

/// <summary>Pressure that comes at once and goes only when it was away for a while. Not thread-safe.</summary>
internal sealed class PressureGauge(TimeSpan transitionPeriod, TimeProvider time)
{
    private long? _lastSeen;

    /// <summary>Takes a measurement.</summary>
    /// <param name="breached">Whether the threshold is breached now.</param>
    /// <returns>Whether there is pressure.</returns>
    public bool Observe(bool breached)
    {
        if (breached)
        {
            _lastSeen = time.GetTimestamp();
        }
        else if (_lastSeen is { } seen && time.GetElapsedTime(seen) >= transitionPeriod)
        {
            _lastSeen = null;
        }

        return _lastSeen is not null;
    }
}
