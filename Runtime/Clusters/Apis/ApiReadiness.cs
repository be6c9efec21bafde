using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Apis;

/// <summary>Waits for API servers, which go away for a while whenever their cluster is changed.</summary>
internal static class ApiReadiness
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: it does not come back.</exception>
    public static async Task WaitAsync(IClusterApi api, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await api.IsReadyAsync(cancellationToken))
        {
            if (time.GetElapsedTime(start) > s_longest)
            {
                throw new ProviderException(ErrorReason.Transient, $"The API server has not been ready for {s_longest.TotalMinutes:0} minutes.");
            }

            await Task.Delay(s_pause, time, cancellationToken);
        }
    }
}
