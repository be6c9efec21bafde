namespace Reeve.Host.Tests.Documentation.Support;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, from the root of the repository.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Language">What the fence says: <c>sh</c>, <c>console</c>, <c>yaml</c>; empty for nothing.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Note">The comment directly before it, such as <c>run: machine</c>; empty for none.</param>
internal sealed record DocumentBlock(string Page, int Line, string Language, string Text, string Note)
{
    /// <summary>Whether it is given to a shell.</summary>
    public bool IsCommands => Language is "sh" or "console" or "bash";

    /// <summary>The file that a reader would put it into, for the commands of its page; null for none.</summary>
    public string? File => Note.StartsWith("file: ", StringComparison.Ordinal) ? Note["file: ".Length..] : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Page}:{Line}";
}
