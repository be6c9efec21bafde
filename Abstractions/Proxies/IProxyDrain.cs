namespace Reeve.Proxies;

/// <summary>Lets connections end before a provider is replaced or its agent ends.</summary>
public interface IProxyDrain
{
    /// <summary>Accepts nothing new, lets what is open end, and returns when all has ended or the time is over.</summary>
    /// <param name="deadline">How long to wait at most; the settings of the provider may say less.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many connections were still open.</returns>
    Task<int> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken);
}
