namespace Reeve;

/// <summary>Why a provider could not do what it was asked. The core decides by this value, never by text.</summary>
public enum ErrorReason
{
    /// <summary>Not stated. Treated like <see cref="Transient"/>, but counted as a fault of the provider.</summary>
    Unknown = 0,

    /// <summary>The object does not exist. For stop and remove this means that the work is done.</summary>
    NotFound,

    /// <summary>The request can never succeed as it is: the user has to change something. Not tried again.</summary>
    Invalid,

    /// <summary>The provider or its backend cannot do this at all. Not tried again.</summary>
    Unsupported,

    /// <summary>The state of the object does not allow it now (it exists already, is locked, was changed by others).</summary>
    Conflict,

    /// <summary>The backend did not answer or failed in passing. Tried again with back-off.</summary>
    Transient,

    /// <summary>A quota, a limit or a disk is full. Tried again slowly.</summary>
    Exhausted,

    /// <summary>Credentials are missing, wrong, or lack the right. Tried again slowly; reported on the node.</summary>
    Denied,
}
