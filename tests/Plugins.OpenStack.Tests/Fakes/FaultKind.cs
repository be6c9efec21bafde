namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>What goes wrong with one call.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is done, and then the process that asked is gone.</summary>
    Death,

    /// <summary>It is done, and the answer is lost.</summary>
    LostReply,

    /// <summary>It never arrives, and nobody says so.</summary>
    LostRequest,

    /// <summary>401: the token is refused.</summary>
    Unauthorized,

    /// <summary>403: the quota is exceeded.</summary>
    Quota,

    /// <summary>409: something is in the way.</summary>
    Conflict,

    /// <summary>413 with Retry-After.</summary>
    TooLarge,

    /// <summary>429 with Retry-After.</summary>
    TooMany,

    /// <summary>500, and nothing was done.</summary>
    Broken,

    /// <summary>502, after it was done.</summary>
    BrokenAfterwards,

    /// <summary>503 without a word when to come again.</summary>
    Unavailable,

    /// <summary>403 of a cluster's API.</summary>
    Forbidden,

    /// <summary>The server that it makes goes wrong.</summary>
    ServerError,
}
