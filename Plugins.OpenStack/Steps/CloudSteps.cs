using System.Runtime.CompilerServices;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Sharing;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>What steps need of the world beyond their data. Thread-safe.</summary>
internal sealed class CloudSteps(IClouds clouds, TimeProvider time)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(4);

    private readonly ConditionalWeakTable<ICloud, CloudShare> _shares = [];

    public TimeProvider Time => time;

    /// <summary>What this process does to which cluster.</summary>
    public ClusterChanges Changes { get; } = new();

    /// <summary>What earlier steps of an operation have seen in this process.</summary>
    public OperationMemory Memory { get; } = new();

    /// <summary>The cloud that a cluster is in.</summary>
    public ICloud Of(ClusterId cluster) => clouds.Of(cluster);

    /// <summary>What a cluster asks its cloud together with others.</summary>
    public CloudShare Share(ClusterId cluster) => _shares.GetValue(Of(cluster), cloud => new CloudShare(cloud, Changes, time));

    /// <summary>Looks again and again until there is an answer; the caller's deadline ends it.</summary>
    /// <param name="look">Gives null as long as there is none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> WaitAsync<T>(Func<Task<T?>> look, CancellationToken cancellationToken)
        where T : class
    {
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            if (await look() is { } answer)
            {
                return answer;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
