namespace Reeve.Ssh;

/// <summary>
/// Runs programs, writes files and opens connections on one machine as one user: another machine over SSH, or this one.
/// Thread-safe; calls share one connection. Nothing is installed there: a POSIX shell, coreutils and tar are enough.
/// </summary>
/// <remarks>
/// A connection that breaks is made again by the next call, with back-off. A call in flight when it breaks throws
/// <see cref="ErrorReason.Transient"/>; whether the program ran is then unknown.
/// </remarks>
public interface IRemoteShell : IAsyncDisposable
{
    /// <summary>Whom one talks to, for messages: <c>hpcuser@login1:22</c>, <c>this machine</c>.</summary>
    string Description { get; }

    /// <summary>Runs a program to its end and keeps what it writes, up to <see cref="RemoteCommand.MaxOutput"/>.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Stops waiting, and ends the program if the connection allows.</param>
    /// <returns>Its exit code and output; a code other than zero is no exception.</returns>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Transient"/>: no connection, or it broke. <see cref="ErrorReason.Denied"/>: an unknown or changed host key, or
    /// credentials that were refused. <see cref="ErrorReason.Exhausted"/>: more output than allowed.
    /// </exception>
    Task<RemoteResult> RunAsync(RemoteCommand command, CancellationToken cancellationToken);

    /// <summary>Starts a program and gives its streams.</summary>
    /// <param name="command">What to run; <see cref="RemoteCommand.StandardInput"/> is not used.</param>
    /// <param name="cancellationToken">Stops waiting for the start.</param>
    /// <exception cref="ProviderException">As <see cref="RunAsync"/>.</exception>
    Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken);

    /// <summary>
    /// Writes files below directories, all in one stream, and verifies what arrived by its digest. Each directory appears, or is replaced, as a
    /// whole or not at all; directories that lead to it are made with mode 0700.
    /// </summary>
    /// <param name="trees">The directories with their files.</param>
    /// <param name="cancellationToken">Stops; what did not arrive whole is not visible.</param>
    /// <exception cref="ProviderException">As <see cref="RunAsync"/>, and <see cref="ErrorReason.Exhausted"/>: no space or quota left.</exception>
    Task UploadAsync(IReadOnlyList<RemoteTree> trees, CancellationToken cancellationToken);

    /// <summary>Opens a TCP connection from there.</summary>
    /// <param name="host">Name or address as that machine knows it.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The connection, both ways. Writing zero bytes ends the sending direction.</returns>
    /// <exception cref="ProviderException">As <see cref="RunAsync"/>; <see cref="ErrorReason.Transient"/> also if nobody listens.</exception>
    Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken);
}
