using System.Collections.Concurrent;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>A mailbox whose messages are handled one after another on the thread pool, never two at a time.</summary>
/// <typeparam name="TSelf">The actor.</typeparam>
internal abstract class Actor<TSelf> : IThreadPoolWorkItem
    where TSelf : Actor<TSelf>
{
    private readonly ConcurrentQueue<Action<TSelf>> _mailbox = new();
    private int _scheduled;

    /// <summary>Nothing waits to be handled.</summary>
    public bool IsQuiet => Volatile.Read(ref _scheduled) == 0 && _mailbox.IsEmpty;

    public void Post(Action<TSelf> message)
    {
        _mailbox.Enqueue(message);
        Schedule();
    }

    /// <summary>Has something done by the actor and gives its result.</summary>
    public Task<T> AskAsync<T>(Func<TSelf, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(actor =>
        {
            try
            {
                answer.SetResult(question(actor));
            }
            catch (Exception e)
            {
                answer.SetException(e);
                if (e is not ProviderException)
                {
                    throw;
                }
            }
        });
        return answer.Task;
    }

    public void Execute()
    {
        try
        {
            while (_mailbox.TryDequeue(out var message))
            {
                message((TSelf)this);
            }

            Settle();
        }
        catch (Exception e)
        {
            // A fault of the actor itself: it keeps its state, what else was said to it is still handled, and others go on.
            OnFault(e);
        }
        finally
        {
            Volatile.Write(ref _scheduled, 0);
            if (!_mailbox.IsEmpty)
            {
                Schedule();
            }
        }
    }

    /// <summary>Called after each batch of messages.</summary>
    protected abstract void Settle();

    /// <summary>Told what a message or <see cref="Settle"/> threw.</summary>
    protected abstract void OnFault(Exception exception);

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
