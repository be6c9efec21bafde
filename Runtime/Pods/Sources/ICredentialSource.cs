using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>Gives what providers name as <see cref="InputReference.Credentials"/>: Secrets with the credentials of their backends. Thread-safe.</summary>
public interface ICredentialSource
{
    /// <summary>Reads a Secret as it is now.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The Secret as JSON in UTF-8.</returns>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.NotFound"/>; <see cref="ErrorReason.Denied"/>, <see cref="ErrorReason.Transient"/>: cannot tell now;
    /// <see cref="ErrorReason.Unsupported"/>: it is no Secret.
    /// </exception>
    ValueTask<ReadOnlyMemory<byte>> GetJsonAsync(ObjectKey key, CancellationToken cancellationToken);
}
