using System.Net.Sockets;
using Reeve.Streams;

namespace Reeve.Host.Control;

/// <summary>Connections to an agent's socket.</summary>
internal static class ControlSocket
{
    /// <summary>Sends requests over the socket; connects at the first one.</summary>
    public static HttpMessageInvoker CreateInvoker(string path) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = (_, cancellationToken) => UnixSocketStream.ConnectAsync(path, cancellationToken),
    });

    /// <summary>What a request that got no answer means for the user.</summary>
    public static ProviderException Explain(HttpRequestException exception, string stateDirectory) =>
        exception.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied }
            ? new ProviderException(ErrorReason.Denied, $"You may not use the agent of {stateDirectory}; become the user who runs it.")
            : new ProviderException(ErrorReason.Transient, AgentAbsent.Sentence(stateDirectory), exception);
}
