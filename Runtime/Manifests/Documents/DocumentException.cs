namespace Reeve.Runtime.Manifests.Documents;

/// <summary>A document cannot be read. Never leaves the reader.</summary>
internal sealed class DocumentException(string message, TextPosition position) : Exception(message)
{
    public TextPosition Position { get; } = position;
}
