namespace Reeve.Runtime.Manifests.Documents;

/// <summary>One document of a text: what it holds, or why it cannot be read.</summary>
internal readonly record struct ManifestDocument(int Index, ManifestNode? Root, DocumentException? Error)
{
    /// <summary>Things to warn of.</summary>
    public IReadOnlyList<DocumentException> Warnings { get; init; } = [];
}
