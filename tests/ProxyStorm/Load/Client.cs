namespace Reeve.ProxyStorm.Load;

/// <summary>Somebody who asks again and again until told to stop. What fails is a failure of the storm.</summary>
internal abstract class Client(string name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _asked;

    public string Name { get; } = name;

    /// <summary>How often it was answered.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>How long it rests between two questions.</summary>
    protected virtual TimeSpan Rest => TimeSpan.FromMilliseconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await OpenAsync().WaitAsync(Patience, CancellationToken.None);
            while (!stop.IsCancellationRequested)
            {
                await AskAsync().WaitAsync(Patience, CancellationToken.None);
                Interlocked.Increment(ref _asked);
                await Task.Delay(Rest, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await CloseAsync();
        }
        catch (Exception exception)
        {
            Failure = $"{Name} after {Asked} answers: {exception.GetType().Name}: {exception.Message} {exception.InnerException?.Message}";
        }
    }

    /// <summary>Before the first question.</summary>
    protected virtual Task OpenAsync() => Task.CompletedTask;

    /// <summary>One question and its answer.</summary>
    protected abstract Task AskAsync();

    /// <summary>After the last.</summary>
    protected abstract Task CloseAsync();

    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new StormException(what);
        }
    }
}
