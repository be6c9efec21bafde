using Reeve.Plugins.Systemd.Files;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>
/// How much containers have written to root file systems of their own: what is in the upper layers of their overlays. Measured for who asks, all
/// at once, and no oftener than every few seconds, or than a twentieth of the time allows where it takes long. Thread-safe.
/// </summary>
internal sealed class WrittenBytes(RootStore roots, TimeProvider time) : IDisposable
{
    // As often as a kubelet looks whether somebody has to be evicted.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyDictionary<string, long> _last = new Dictionary<string, long>();
    private long? _at;
    private TimeSpan _took;

    /// <summary>Bytes on disk by the tokens of attempts; what has no root of its own is left out.</summary>
    /// <exception cref="ProviderException">They cannot be measured.</exception>
    public async Task<IReadOnlyDictionary<string, long>> GetAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count == 0)
        {
            return new Dictionary<string, long>();
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_at is not { } at || time.GetElapsedTime(at) >= TimeSpan.FromTicks(Math.Max(Fresh.Ticks, 20 * _took.Ticks)) || !tokens.All(_last.ContainsKey))
            {
                var start = time.GetTimestamp();
                var measured = await DiskUse.MeasureAsync(tokens.Select(roots.WrittenBy), cancellationToken);
                _last = tokens.ToDictionary(static token => token, token => measured.GetValueOrDefault(roots.WrittenBy(token)), StringComparer.Ordinal);
                _at = time.GetTimestamp();
                _took = time.GetElapsedTime(start);
            }

            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
