using System.Text;
using System.Text.Json;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Reads the documents of a JSON text: any number of values, one after the other.</summary>
internal static class JsonReader
{
    public static IReadOnlyList<ManifestDocument> Read(string text, ManifestReaderOptions options)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var documents = new List<ManifestDocument>();
        var state = new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = options.MaxDepth };
        var builder = new JsonNodeBuilder(utf8);
        var reader = new Utf8JsonReader(utf8, state);
        try
        {
            while (reader.Read())
            {
                if (documents.Count >= options.MaxDocuments)
                {
                    throw new DocumentException($"there are more than {options.MaxDocuments} documents", builder.PositionOf(ref reader));
                }

                documents.Add(new(documents.Count, builder.Build(ref reader), null));
            }
        }
        catch (JsonException e)
        {
            var position = new TextPosition((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            documents.Add(new(documents.Count, null, new(Explain(e.Message), position)));
        }
        catch (DocumentException e)
        {
            documents.Add(new(documents.Count, null, e));
        }

        return documents;
    }

    private static string Explain(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return "this is not JSON: " + (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
