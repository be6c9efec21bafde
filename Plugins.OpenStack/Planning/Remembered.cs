using System.Collections.Concurrent;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Answers of a cloud that rarely change, kept for a moment: many clusters that are made at once ask the same. Thread-safe.</summary>
internal sealed class Remembered(TimeProvider time)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, Lazy<Task<object>> Answer)> _answers = new(StringComparer.Ordinal);

    /// <summary>The answer to a question. One that failed is not kept.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="ask">Asks; for all who want to know, so that none of them cancels it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> GetAsync<T>(string question, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var now = time.GetUtcNow();
        foreach (var (old, entry) in _answers)
        {
            if (entry.Until <= now)
            {
                _answers.TryRemove(old, out _);
            }
        }

        var answer = _answers.GetOrAdd(question, _ => (now + s_moment, new Lazy<Task<object>>(() => AskAsync(ask)))).Answer.Value;
        try
        {
            return (T)await answer.WaitAsync(cancellationToken);
        }
        catch when (answer.IsCompleted && !answer.IsCompletedSuccessfully)
        {
            _answers.TryRemove(question, out _);
            throw;
        }
    }

    private static async Task<object> AskAsync<T>(Func<CancellationToken, Task<T>> ask)
        where T : class => await ask(CancellationToken.None);
}
