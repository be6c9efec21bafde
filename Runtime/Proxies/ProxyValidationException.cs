namespace Reeve.Runtime.Proxies;

/// <summary>A document is not valid.</summary>
public sealed class ProxyValidationException : Exception
{
    /// <summary>Creates an error.</summary>
    public ProxyValidationException()
        : this([])
    {
    }

    /// <summary>Creates an error.</summary>
    /// <param name="message">One sentence for the user.</param>
    public ProxyValidationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with its cause.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public ProxyValidationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an error of fields.</summary>
    /// <param name="errors">What is wrong.</param>
    public ProxyValidationException(IReadOnlyList<FieldError> errors)
        : base($"The document is not valid: {string.Join("; ", errors)}.") => Errors = errors;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = [];
}
