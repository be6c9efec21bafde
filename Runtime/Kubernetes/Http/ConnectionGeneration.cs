namespace Reeve.Runtime.Kubernetes.Http;

/// <summary>
/// The connections made with one client certificate. When the certificate changes, the generation is retired: what is in flight
/// ends on it, nothing new begins, and its last user closes it. Thread-safe.
/// </summary>
internal sealed class ConnectionGeneration(object? identity, HttpMessageInvoker requests, HttpMessageInvoker watches)
{
    private int _users = 1;

    /// <summary>What it was made for.</summary>
    public object? Identity { get; } = identity;

    /// <summary>Connections of requests.</summary>
    public HttpMessageInvoker Requests { get; } = requests;

    /// <summary>Connections of watches, which must not take the streams of requests.</summary>
    public HttpMessageInvoker Watches { get; } = watches;

    /// <summary>Becomes a user; false if it is closed.</summary>
    public bool TryEnter()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            if (users == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }
    }

    /// <summary>Ends the use; the pool itself is the first user and leaves by retiring it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Requests.Dispose();
            Watches.Dispose();
        }
    }
}
