namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Asks an authority again until it has decided, as often as it wants to be asked.</summary>
internal sealed class AcmePoll(TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Asks until the answer is a decision.</summary>
    /// <param name="doing">What is waited for, for errors.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="isDecided">Whether an answer is a decision.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it took too long.</exception>
    public async Task<T> UntilAsync<T>(string doing, Func<Task<AcmeReply<T>>> ask, Func<T, bool> isDecided, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + patience;
        while (true)
        {
            var reply = await ask();
            if (isDecided(reply.Value))
            {
                return reply.Value;
            }

            var pause = reply.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : Pause;
            if (time.GetUtcNow() + pause > end)
            {
                throw new ProviderException(ErrorReason.Transient, $"{doing}: the certificate authority did not decide within {patience.TotalSeconds:0} seconds.");
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
