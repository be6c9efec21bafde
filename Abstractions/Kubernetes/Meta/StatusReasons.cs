namespace Reeve.Kubernetes;

/// <summary>Machine-readable causes of a failed request.</summary>
public static class StatusReasons
{
    /// <summary>401: the credentials are missing or wrong.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: the caller may not do this.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>404: there is no such object.</summary>
    public const string NotFound = "NotFound";

    /// <summary>409: an object of the name exists.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>409: the object was changed meanwhile.</summary>
    public const string Conflict = "Conflict";

    /// <summary>410: the object is no longer there.</summary>
    public const string Gone = "Gone";

    /// <summary>422: the object is not valid.</summary>
    public const string Invalid = "Invalid";

    /// <summary>500: the server could not finish in time; try again.</summary>
    public const string ServerTimeout = "ServerTimeout";

    /// <summary>500: the stored object cannot be read.</summary>
    public const string StoreReadError = "StoreReadError";

    /// <summary>504: the request could not be completed in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>429: wait and try again.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>400: the request is malformed.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>405: the resource does not know the verb.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>406: no offered media type is accepted.</summary>
    public const string NotAcceptable = "NotAcceptable";

    /// <summary>413: the body is too large.</summary>
    public const string RequestEntityTooLarge = "RequestEntityTooLarge";

    /// <summary>415: the body's media type is not known.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>500: the server failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>410: the resource version or continue token is too old.</summary>
    public const string Expired = "Expired";

    /// <summary>503: the server is not available.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";
}
