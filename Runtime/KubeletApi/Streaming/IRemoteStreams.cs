using Reeve.Containers;
using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>The streams between a client and a command.</summary>
internal interface IRemoteStreams : IAsyncDisposable
{
    /// <summary>Input; its end is the client's half-close. Null if the client asked for none.</summary>
    Stream? Input { get; }

    /// <summary>Takes standard output; null if the client does not want it.</summary>
    Stream? Output { get; }

    /// <summary>Takes standard error; null if the client does not want it.</summary>
    Stream? ErrorOutput { get; }

    /// <summary>Sizes of the client's terminal; null if it has none.</summary>
    IAsyncEnumerable<TerminalSize>? Resize { get; }

    /// <summary>The connection has ended, or was idle for too long.</summary>
    CancellationToken Gone { get; }

    /// <summary>Ends the output, says how the command ended, and waits until the client has read it.</summary>
    Task CompleteAsync(Status status);
}
