namespace Reeve.Runtime.State;

/// <summary>A state directory cannot be used. The message is one sentence for the user that says what to do.</summary>
public sealed class StateDirectoryException : IOException
{
    /// <summary>Creates an error.</summary>
    public StateDirectoryException()
        : this("The state directory cannot be used.")
    {
    }

    /// <summary>Creates an error.</summary>
    /// <param name="message">One sentence for the user.</param>
    public StateDirectoryException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with its cause.</summary>
    /// <param name="message">One sentence for the user.</param>
    /// <param name="innerException">The cause.</param>
    public StateDirectoryException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
