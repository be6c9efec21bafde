namespace Reeve.Ssh;

/// <summary>A program that runs elsewhere. Disposing ends it.</summary>
public interface IRemoteProcess : IAsyncDisposable
{
    /// <summary>Its input; disposing it is the end of the input.</summary>
    Stream StandardInput { get; }

    /// <summary>Its output; on a terminal its errors as well.</summary>
    Stream StandardOutput { get; }

    /// <summary>Its errors.</summary>
    Stream StandardError { get; }

    /// <summary>Waits for its end.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The exit code; 128 + n if signal n ended it.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: the connection broke; how it ended is not known.</exception>
    Task<int> WaitAsync(CancellationToken cancellationToken);
}
