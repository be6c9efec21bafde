namespace Reeve.AspNetCore.Names;

/// <summary>The name under which this machine is reached. Thread-safe.</summary>
internal interface IOwnName
{
    /// <summary>How it stands with it.</summary>
    OwnNameState State { get; }

    /// <summary>Makes the name's records be this machine's addresses now, also after they were removed by command.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">The zone cannot be changed, or no address was found.</exception>
    Task<OwnNameState> RegisterAsync(CancellationToken cancellationToken);

    /// <summary>Takes the name's records away. They stay so, over restarts too, until it is registered again.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">The zone cannot be changed.</exception>
    Task<OwnNameState> RemoveAsync(CancellationToken cancellationToken);
}
