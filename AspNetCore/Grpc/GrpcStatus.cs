namespace Reeve.AspNetCore.Grpc;

/// <summary>How a call ended, by the numbers of <see href="https://github.com/grpc/grpc/blob/master/doc/statuscodes.md"/>.</summary>
internal enum GrpcStatus
{
    /// <summary>As wanted.</summary>
    Ok = 0,

    /// <summary>The caller does not want it any more.</summary>
    Cancelled = 1,

    /// <summary>Something that nobody expected.</summary>
    Unknown = 2,

    /// <summary>What was asked makes no sense, whatever the state of things.</summary>
    InvalidArgument = 3,

    /// <summary>It took longer than the caller allowed.</summary>
    DeadlineExceeded = 4,

    /// <summary>There is no such thing.</summary>
    NotFound = 5,

    /// <summary>There is such a thing already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do it.</summary>
    PermissionDenied = 7,

    /// <summary>A limit was reached.</summary>
    ResourceExhausted = 8,

    /// <summary>It makes sense, but not now.</summary>
    FailedPrecondition = 9,

    /// <summary>Another one was in the way.</summary>
    Aborted = 10,

    /// <summary>Past the end.</summary>
    OutOfRange = 11,

    /// <summary>The server does not know how.</summary>
    Unimplemented = 12,

    /// <summary>The protocol was broken.</summary>
    Internal = 13,

    /// <summary>Try again later.</summary>
    Unavailable = 14,

    /// <summary>Data is lost.</summary>
    DataLoss = 15,

    /// <summary>The caller did not say who it is.</summary>
    Unauthenticated = 16,
}
