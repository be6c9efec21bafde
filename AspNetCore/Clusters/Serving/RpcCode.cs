namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>Why a call fails: the codes of <c>google.rpc.Code</c>, which both APIs answer with.</summary>
internal enum RpcCode
{
    /// <summary>It does not.</summary>
    Ok = 0,

    /// <summary>Nobody knows.</summary>
    Unknown = 2,

    /// <summary>What was sent is wrong.</summary>
    InvalidArgument = 3,

    /// <summary>There is no such thing.</summary>
    NotFound = 5,

    /// <summary>It is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not.</summary>
    PermissionDenied = 7,

    /// <summary>Too much, or too often.</summary>
    ResourceExhausted = 8,

    /// <summary>Not as things are now.</summary>
    FailedPrecondition = 9,

    /// <summary>Another operation is in the way.</summary>
    Aborted = 10,

    /// <summary>Nobody does this here.</summary>
    Unimplemented = 12,

    /// <summary>The agent is at fault.</summary>
    Internal = 13,

    /// <summary>Not now.</summary>
    Unavailable = 14,

    /// <summary>Nobody knows who the caller is.</summary>
    Unauthenticated = 16,
}
