using System.Diagnostics.CodeAnalysis;

namespace Reeve.Plugins.OpenStack.Sharing;

/// <summary>A question that is asked once for several. Not thread-safe: its <see cref="SharedQuestion{TKey, TAnswer}"/> has the lock.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source of cancellation without a timer holds nothing to release.")]
internal sealed class Round<TKey, TAnswer>
    where TKey : notnull
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>About what it asks; complete once it has begun.</summary>
    public HashSet<TKey> Keys { get; } = [];

    /// <summary>How many wait for it.</summary>
    public int Waiting { get; set; }

    /// <summary>The moment of the agent's own doing at which it began.</summary>
    public long Moment { get; set; }

    /// <summary>When it began, by the clock's time stamps.</summary>
    public long Began { get; set; }

    /// <summary>How long it took; zero as long as there is no answer.</summary>
    public TimeSpan Took { get; set; }

    /// <summary>Whether nobody waited for it any more.</summary>
    public bool IsAbandoned { get; set; }

    public Task<TAnswer> Answer => _answer.Task;

    public CancellationToken Ending => _ending.Token;

    /// <summary>Ends the asking; without the lock.</summary>
    public void End() => _ending.Cancel();

    public void Succeed(TAnswer answer) => _answer.SetResult(answer);

    public void Fail(Exception exception)
    {
        _answer.SetException(exception);
        _ = _answer.Task.Exception; // those who waited may all have gone
    }
}
