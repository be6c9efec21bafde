namespace Reeve.Templates;

/// <summary>A template cannot be rendered.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">Which template, and what is wrong with it.</param>
    /// <param name="inner">The cause.</param>
    public TemplateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The name that the template refers to and that does not exist; null if something else is wrong.</summary>
    public string? UnknownName { get; init; }
}
