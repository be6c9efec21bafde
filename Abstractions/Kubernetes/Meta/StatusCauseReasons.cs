namespace Reeve.Kubernetes;

/// <summary>Machine-readable causes in the details of a failure.</summary>
public static class StatusCauseReasons
{
    /// <summary>The value names something that is not there.</summary>
    public const string FieldValueNotFound = "FieldValueNotFound";

    /// <summary>The field is required.</summary>
    public const string FieldValueRequired = "FieldValueRequired";

    /// <summary>The value is there twice.</summary>
    public const string FieldValueDuplicate = "FieldValueDuplicate";

    /// <summary>The value is malformed.</summary>
    public const string FieldValueInvalid = "FieldValueInvalid";

    /// <summary>The value is not one of the allowed.</summary>
    public const string FieldValueNotSupported = "FieldValueNotSupported";

    /// <summary>The field must not be set here.</summary>
    public const string FieldValueForbidden = "FieldValueForbidden";

    /// <summary>The value is too long.</summary>
    public const string FieldValueTooLong = "FieldValueTooLong";

    /// <summary>The list has too many items.</summary>
    public const string FieldValueTooMany = "FieldValueTooMany";

    /// <summary>The server failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The value has the wrong type.</summary>
    public const string FieldValueTypeInvalid = "FieldValueTypeInvalid";

    /// <summary>The server's answer is not understood.</summary>
    public const string UnexpectedServerResponse = "UnexpectedServerResponse";

    /// <summary>Another manager owns the field.</summary>
    public const string FieldManagerConflict = "FieldManagerConflict";

    /// <summary>The requested resource version is in the future.</summary>
    public const string ResourceVersionTooLarge = "ResourceVersionTooLarge";
}
