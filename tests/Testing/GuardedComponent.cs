namespace Reeve.Testing;

/// <summary>A component of many parts, below a directory of its own, that goes with the test process however that ends.</summary>
public abstract class GuardedComponent : IAsyncDisposable
{
    private readonly ComponentGuard _guard;

    /// <param name="guard">Keeps it.</param>
    /// <param name="directory">Where it keeps its files and logs.</param>
    protected GuardedComponent(ComponentGuard guard, string directory) => (_guard, Directory) = (guard, directory);

    /// <summary>Where it keeps its files and logs.</summary>
    public string Directory { get; }

    /// <summary>Starts a part that was stopped; some answer only some time later.</summary>
    public Task StartAsync(string part) => _guard.CommandAsync("start", part);

    /// <summary>Ends a part in good order.</summary>
    public Task StopAsync(string part) => _guard.CommandAsync("stop", part);

    /// <summary>Kills a part. What it had handed over to processes of others (sessions, steps of jobs) lives on.</summary>
    public Task KillAsync(string part) => _guard.CommandAsync("kill", part);

    /// <summary>Takes a part's processor time away: it holds its connections and answers nothing.</summary>
    public Task PauseAsync(string part) => _guard.CommandAsync("pause", part);

    /// <summary>Ends <see cref="PauseAsync"/>.</summary>
    public Task ResumeAsync(string part) => _guard.CommandAsync("resume", part);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _guard.DisposeAsync();
    }

    /// <summary>One that all tests of the process share, started for the first of them; it ends with the process.</summary>
    protected static Lazy<Task<T>> Shared<T>(Func<Task<T>> start)
        where T : GuardedComponent => new(async () =>
        {
            var component = await start();
            ComponentGuard.DisposeAtExit(component);
            return component;
        });

    /// <summary>Starts one, again if somebody took one of its ports in between.</summary>
    protected static async Task<T> RetryAsync<T>(Func<Task<T>> start, Func<string?> missing)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start();
            }
            catch (InvalidOperationException) when (attempt < 3 && missing() is null)
            {
                // Somebody took one of the ports in between.
            }
        }
    }
}
