using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Reads the documents of a YAML text. A fault of one document leaves the others; a fault of syntax ends the text.</summary>
internal static class YamlReader
{
    public static IEnumerable<ManifestDocument> Read(string text, ManifestReaderOptions options)
    {
        var parser = new SafeParser(text);
        for (var index = 0; ; index++)
        {
            if (!TryNext(parser, out var document, index, options))
            {
                yield break;
            }

            yield return document;
            if (parser.IsBroken)
            {
                yield break;
            }
        }
    }

    private static bool TryNext(SafeParser parser, out ManifestDocument document, int index, ManifestReaderOptions options)
    {
        document = default;
        try
        {
            while (parser.Current is not DocumentStart)
            {
                if (!parser.MoveNext())
                {
                    return false;
                }
            }

            if (index >= options.MaxDocuments)
            {
                parser.Break();
                throw new DocumentException($"there are more than {options.MaxDocuments} documents", parser.Position);
            }

            parser.MoveNext();
            var builder = new YamlNodeBuilder(parser, options);
            var root = builder.Build();
            parser.MoveNext();
            document = new(index, root, null) { Warnings = builder.Warnings };
        }
        catch (DocumentException e)
        {
            SkipDocument(parser);
            document = new(index, null, e);
        }

        return true;
    }

    private static void SkipDocument(SafeParser parser)
    {
        try
        {
            while (!parser.IsBroken && parser.Current is not DocumentEnd && parser.MoveNext())
            {
                // What is left of a document with a fault says nothing more.
            }
        }
        catch (DocumentException)
        {
            // The first fault was reported; the second one ends the text.
            parser.Break();
        }
    }
}
