namespace Reeve.Runtime.Plugins;

/// <summary>
/// Keeps a provider from being replaced while something runs that must end with the code that it began with, such as an
/// operation of several steps. Every guard of the plugin manager has it: <c>provider.Capability&lt;IProviderHold&gt;()</c>.
/// </summary>
public interface IProviderHold
{
    /// <summary>Holds the present code. Waits while a replacement is under way. A plugin may be replaced again as soon as the last hold
    /// has ended.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Dispose it to end the hold; disposing twice does no harm.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: the provider is not there now.</exception>
    Task<IDisposable> HoldAsync(CancellationToken cancellationToken);
}
