namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>What a server does wrong with a watch, once.</summary>
internal enum WatchFault
{
    /// <summary>Resets the connection after the bytes that follow.</summary>
    Cut,

    /// <summary>Ends the stream in good order.</summary>
    End,

    /// <summary>Forgets everything before now: the watch fails, and older versions are answered with 410.</summary>
    Expire,

    /// <summary>Sends the next event twice.</summary>
    Duplicate,

    /// <summary>Never sends the next event.</summary>
    Drop,

    /// <summary>Sends the next event after the one that follows it.</summary>
    Reorder,

    /// <summary>Sends what is no JSON.</summary>
    Garbage,

    /// <summary>Sends nothing more, and does not end.</summary>
    Stall,

    /// <summary>Answers the next request with 429.</summary>
    TooMany,

    /// <summary>Answers the next request with 500.</summary>
    Fail,

    /// <summary>Answers the next continue token with 410.</summary>
    ExpireToken,
}
