namespace Reeve.Runtime.Operations;

/// <summary>Another operation changes the same cluster.</summary>
public sealed class OperationConflictException : InvalidOperationException
{
    /// <summary>Creates the error.</summary>
    public OperationConflictException()
        : this("", "Another operation changes the cluster.")
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence for the user.</param>
    public OperationConflictException(string message)
        : this("", message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public OperationConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the error.</summary>
    /// <param name="operationId">The operation that is in the way.</param>
    /// <param name="message">One sentence for the user.</param>
    public OperationConflictException(string operationId, string message)
        : base(message) => OperationId = operationId;

    /// <summary>The operation that is in the way.</summary>
    public string OperationId { get; } = "";
}
