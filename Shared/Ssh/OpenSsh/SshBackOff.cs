namespace Reeve.Ssh.OpenSsh;

/// <summary>
/// Keeps a server that cannot be reached, or that refuses, from being asked at every call: 1 s after the first failure, then twice as long each
/// time, at most a minute, a fifth more or less by chance. Not thread-safe.
/// </summary>
internal sealed class SshBackOff(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private int _failures;
    private DateTimeOffset _until;
    private ProviderException? _last;

    /// <summary>Throws the last failure while it is too early to try again.</summary>
    public void Check()
    {
        if (_last is { } last && _until - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            throw new ProviderException(last.Reason, last.Message, last) { RetryAfter = wait };
        }
    }

    /// <summary>Notes a failure.</summary>
    public void Failed(ProviderException failure)
    {
        var delay = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(_failures, 10)), Longest.TotalSeconds));
        _until = time.GetUtcNow() + (delay * (0.8 + (0.4 * Random.Shared.NextDouble())));
        _failures++;
        _last = failure;
    }

    /// <summary>Notes a success.</summary>
    public void Succeeded() => (_failures, _last) = (0, null);
}
