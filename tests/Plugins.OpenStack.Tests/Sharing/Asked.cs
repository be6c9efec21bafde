using System.Collections.Concurrent;
using Reeve.Plugins.OpenStack.Sharing;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Sharing;

/// <summary>A question whose rounds end when the test says so.</summary>
internal sealed class Asked
{
    /// <summary>What lies between the beginnings of two rounds at least.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<(string[] Keys, TaskCompletionSource<string> Answer)> _rounds = new();
    private long _moment;

    public Asked() => Question = new SharedQuestion<string, string>(AskAsync, () => Interlocked.Increment(ref _moment), Time);

    public SharedQuestion<string, string> Question { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>How many rounds have begun.</summary>
    public int Count => _rounds.Count;

    /// <summary>The next moment of the agent's own doing.</summary>
    public long Next() => Interlocked.Increment(ref _moment);

    /// <summary>Asks for an answer of any age up to ten seconds.</summary>
    public Task<string> AskAsync(string key, TimeSpan maxAge = default, long after = 0, CancellationToken cancellationToken = default) =>
        Question.AskAsync(key, new Demand { MaxAge = maxAge, Longest = maxAge, After = after }, cancellationToken);

    /// <summary>Waits until so many rounds have begun, and gives the latest; lets the time pass that lies between two.</summary>
    public async Task<(string[] Keys, TaskCompletionSource<string> Answer)> RoundAsync(int number)
    {
        if (number > 1)
        {
            Time.Advance(Gathering);
        }

        await Eventually.TrueAsync(() => Task.FromResult(_rounds.Count >= number), $"round {number} has begun");
        return _rounds.ElementAt(number - 1);
    }

    private Task<string> AskAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        _rounds.Enqueue(([.. keys.Order(StringComparer.Ordinal)], answer));
        return answer.Task;
    }
}
