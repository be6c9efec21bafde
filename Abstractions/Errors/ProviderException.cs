namespace Reeve;

/// <summary>
/// An expected failure of a provider. Everything that a provider can foresee is thrown as this type with a
/// <see cref="Reason"/>; any other exception is taken for a fault of the provider itself, is counted and logged as such,
/// and reaches callers as <see cref="ErrorReason.Unknown"/>.
/// </summary>
/// <remarks>
/// The message is one sentence for the user: what failed, with which value, and the way out. It holds no secret.
/// A provider throws this very type (never one of its own that derives from it), because its types are unloaded with it.
/// </remarks>
public sealed class ProviderException : Exception
{
    /// <summary>Creates a failure of unknown reason.</summary>
    public ProviderException()
        : this(ErrorReason.Unknown, "The provider failed without a message.")
    {
    }

    /// <summary>Creates a failure of unknown reason.</summary>
    /// <param name="message">One sentence for the user.</param>
    public ProviderException(string message)
        : this(ErrorReason.Unknown, message)
    {
    }

    /// <summary>Creates a failure of unknown reason with its cause.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public ProviderException(string message, Exception? innerException)
        : this(ErrorReason.Unknown, message, innerException)
    {
    }

    /// <summary>Creates a failure.</summary>
    /// <param name="reason">What the core decides by.</param>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause, logged but never shown to users. The runtime drops it at the plugin boundary.</param>
    public ProviderException(ErrorReason reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>What the core decides by.</summary>
    public ErrorReason Reason { get; }

    /// <summary>The path of the field at fault (<c>spec.containers[0].image</c>), if there is one.</summary>
    public string? Field { get; init; }

    /// <summary>The shortest time after which trying again makes sense, where the backend said so (Retry-After).</summary>
    public TimeSpan? RetryAfter { get; init; }
}
