namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Reads the documents of a text, YAML or JSON.</summary>
internal static class DocumentReader
{
    /// <summary>Reads all documents; faults are in them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isJson">Whether only JSON will do. Else JSON is tried where the text begins like it, since it is faster and has better errors.</param>
    /// <param name="options">The limits.</param>
    public static IReadOnlyList<ManifestDocument> Read(string text, bool isJson, ManifestReaderOptions options)
    {
        text = TextCheck.WithoutMark(text);
        if (isJson || text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            var documents = JsonReader.Read(text, options);
            if (isJson || documents.All(static d => d.Error is null))
            {
                return documents;
            }
        }

        try
        {
            TextCheck.RefuseControlCharacters(text);
        }
        catch (DocumentException e)
        {
            return [new(0, null, e)];
        }

        return [.. YamlReader.Read(text, options)];
    }
}
