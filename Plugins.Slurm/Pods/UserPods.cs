namespace Reeve.Plugins.Slurm.Pods;

/// <summary>What is done about the pods of one remote user.</summary>
/// <param name="watch">Follows them.</param>
/// <param name="starts">Starts them.</param>
/// <param name="stops">Stops and removes them.</param>
/// <param name="updates">Changes them.</param>
/// <param name="sweep">Removes what none of them needs.</param>
internal sealed class UserPods(UserWatch watch, PodStarts starts, PodStops stops, PodUpdates updates, PodSweep sweep) : IAsyncDisposable
{
    /// <summary>Follows them.</summary>
    public UserWatch Watch => watch;

    /// <summary>Starts them.</summary>
    public PodStarts Starts => starts;

    /// <summary>Stops and removes them.</summary>
    public PodStops Stops => stops;

    /// <summary>Changes them.</summary>
    public PodUpdates Updates => updates;

    public async ValueTask DisposeAsync()
    {
        await sweep.DisposeAsync();
        await starts.DisposeAsync();
        await stops.DisposeAsync();
        await updates.DisposeAsync();
        await watch.DisposeAsync();
    }
}
