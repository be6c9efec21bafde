using System.Runtime.CompilerServices;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>The revision that is served, for everybody who wants to hear of the next one. Thread-safe; one writer at a time.</summary>
internal sealed class RevisionFeed
{
    private volatile State _state = new(null);

    /// <summary>The revision; null before the first.</summary>
    public ProxyRevision? Current => _state.Revision;

    /// <summary>Makes a revision the current one.</summary>
    public void Set(ProxyRevision revision)
    {
        var former = _state;
        _state = new State(revision);
        former.Next.SetResult();
    }

    /// <summary>The current one, if there is one, and each later one, except those that are over before it is looked again.</summary>
    public async IAsyncEnumerable<ProxyRevision> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = _state;
            if (state.Revision is { } revision)
            {
                yield return revision;
            }

            await state.Next.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class State(ProxyRevision? revision)
    {
        public ProxyRevision? Revision => revision;

        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
