namespace Reeve.Machine.Nodes;

/// <summary>
/// The machine's addresses, asked for at most once in a while: the question takes a hundred system calls, and each pod asks.
/// Thread-safe.
/// </summary>
public sealed class AddressCache(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private IReadOnlyList<string>? _addresses;
    private long _asked;

    /// <summary>See <see cref="NodeProbe.HostAddresses"/>; up to ten seconds old.</summary>
    public IReadOnlyList<string> Get()
    {
        lock (_lock)
        {
            if (_addresses is null || time.GetElapsedTime(_asked) > Lifetime)
            {
                _addresses = NodeProbe.HostAddresses();
                _asked = time.GetTimestamp();
            }

            return _addresses;
        }
    }
}
