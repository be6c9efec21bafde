namespace Reeve.Runtime.Proxies.Dns;

/// <summary>
/// Changes records of a zone. Records that it makes are marked as its owner's; those of others are never changed. Thread-safe.
/// </summary>
public interface IDnsProvider
{
    /// <summary>Makes a name's records of one type be these, without a moment in which there are none.</summary>
    /// <param name="records">The records, at least one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Conflict"/>: there are records of somebody else; <see cref="ErrorReason.Denied"/>: the credentials do
    /// not allow it; <see cref="ErrorReason.Invalid"/>: the name is not of the zone; <see cref="ErrorReason.Transient"/>: no answer.
    /// </exception>
    Task SetAsync(DnsRecordSet records, CancellationToken cancellationToken);

    /// <summary>Removes a name's records of one type; if there are none, or they are somebody else's, nothing changes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">As for <see cref="SetAsync"/>.</exception>
    Task RemoveAsync(string name, DnsRecordType type, CancellationToken cancellationToken);

    /// <summary>Adds one text to those of a name, which may be several parties'. Returns once the zone's servers answer with it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">As for <see cref="SetAsync"/>.</exception>
    Task AddTextAsync(string name, string text, CancellationToken cancellationToken);

    /// <summary>Removes one text of a name; one that is not there is fine.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">As for <see cref="SetAsync"/>.</exception>
    Task RemoveTextAsync(string name, string text, CancellationToken cancellationToken);
}
