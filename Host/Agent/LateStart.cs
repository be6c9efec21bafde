namespace Reeve.Host.Agent;

/// <summary>Something that is still starting while the rest already works.</summary>
internal sealed class LateStart(Task<Control.ControlServer> starting) : IAsyncDisposable
{
    /// <summary>Waits for the start, then ends it. A start that failed was reported by <see cref="Failure"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await ((Task)starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (starting.IsCompletedSuccessfully)
        {
            await starting.Result.DisposeAsync();
        }
    }

    /// <summary>The start; fails as <see cref="Failure"/> says.</summary>
    public Task Done => starting;

    /// <summary>Completes only if the start fails, with why.</summary>
    public async Task<Exception> Failure()
    {
        var never = new TaskCompletionSource<Exception>();
        try
        {
            await starting;
        }
        catch (Exception exception)
        {
            return exception;
        }

        return await never.Task;
    }
}
