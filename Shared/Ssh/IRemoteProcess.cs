namespace Reeve.Ssh;

/// <summary>A program that runs elsewhere. Disposing ends it, as far as the connection allows.</summary>
public interface IRemoteProcess : IAsyncDisposable
{
    /// <summary>Its input; disposing it is the end of the input.</summary>
    Stream StandardInput { get; }

    /// <summary>Its output; on a terminal its errors as well.</summary>
    Stream StandardOutput { get; }

    /// <summary>Its errors. To be read to its end, or the program may wait for ever, as with any pipe.</summary>
    Stream StandardError { get; }

    /// <summary>Waits for its end, and that its errors have been read.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The exit code; 128 + n if signal n ended it.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: the connection broke; how it ended is not known.</exception>
    Task<int> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Sets the size of its terminal, which it learns by SIGWINCH. Without a terminal nothing happens.</summary>
    /// <param name="columns">Characters in a line.</param>
    /// <param name="rows">Lines.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);
}
