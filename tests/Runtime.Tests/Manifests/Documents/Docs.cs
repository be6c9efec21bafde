using System.Buffers;
using System.Text;
using System.Text.Json;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Manifests.Typing;

namespace Reeve.Runtime.Tests.Manifests.Documents;

/// <summary>Reads documents and shows them as JSON.</summary>
internal static class Docs
{
    public static IReadOnlyList<ManifestDocument> Read(string text, ManifestReaderOptions? options = null, bool isJson = false) =>
        DocumentReader.Read(text, isJson, options ?? new());

    public static ManifestNode One(string text, ManifestReaderOptions? options = null)
    {
        var document = Assert.Single(Read(text, options));
        Assert.Null(document.Error);
        return document.Root!;
    }

    public static DocumentException Error(string text, ManifestReaderOptions? options = null)
    {
        var document = Read(text, options)[^1];
        Assert.NotNull(document.Error);
        return document.Error;
    }

    public static string Json(string text) => Json(One(text));

    public static string Json(ManifestNode node)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            NodeWriter.Write(writer, node);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
