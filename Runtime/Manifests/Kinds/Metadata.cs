using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Typing;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>Brings metadata to the form that an API server would have given it.</summary>
internal static class Metadata
{
    /// <summary>Letters and digits that spell no word and are not taken for each other.</summary>
    private const string SuffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestGeneratedName = 63;

    /// <summary>Fills namespace and generated name, and drops what only a server sets.</summary>
    public static ObjectMeta Complete(ObjectMeta metadata, ObjectScope scope, bool isNamespaced = true) => new()
    {
        Name = metadata.Name.Length > 0 || metadata.GenerateName is not { Length: > 0 } prefix ? metadata.Name : Generate(prefix, scope),
        GenerateName = metadata.GenerateName,
        Namespace = isNamespaced ? metadata.Namespace is { Length: > 0 } given ? given : scope.Options.DefaultNamespace : null,
        Labels = metadata.Labels,
        Annotations = metadata.Annotations,
        Finalizers = metadata.Finalizers,
    };

    private static string Generate(string prefix, ObjectScope scope)
    {
        var content = new ArrayBufferWriter<byte>();
        content.Write(Encoding.UTF8.GetBytes($"{scope.Origin}\0{scope.Document}\0{scope.Ordinal}\0"));
        using (var writer = new Utf8JsonWriter(content))
        {
            NodeWriter.Write(writer, scope.Node);
        }

        var hash = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(content.WrittenSpan));
        var name = new StringBuilder(prefix.Length > LongestGeneratedName - SuffixLength ? prefix[..(LongestGeneratedName - SuffixLength)] : prefix);
        for (var i = 0; i < SuffixLength; i++)
        {
            name.Append(SuffixAlphabet[(int)(hash % (ulong)SuffixAlphabet.Length)]);
            hash /= (ulong)SuffixAlphabet.Length;
        }

        return name.ToString();
    }
}
