using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Runtime.Pods.Store;

/// <summary>
/// A line of the journal: <c>KIND UID JSON</c>, each with one space before the next, and a line feed. JSON as it is written here holds no
/// line feed. Kind and UID stand outside of it, so that who tidies up need not parse it.
/// </summary>
internal static class PodJournalLine
{
    public const byte End = (byte)'\n';

    private static readonly (PodJournalKind Kind, byte[] Word)[] Words =
    [
        (PodJournalKind.Intent, "intent"u8.ToArray()),
        (PodJournalKind.Status, "status"u8.ToArray()),
        (PodJournalKind.Tombstone, "tombstone"u8.ToArray()),
        (PodJournalKind.Removed, "removed"u8.ToArray()),
    ];

    /// <summary>A whole line, with its end.</summary>
    public static ReadOnlyMemory<byte> Of<T>(PodJournalKind kind, string uid, T document, JsonTypeInfo<T> type)
    {
        var line = Begin(kind, uid, 2048);
        line.Write(" "u8);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = type.Options.Encoder, SkipValidation = true }))
        {
            JsonSerializer.Serialize(json, document, type);
        }

        line.Write([End]);
        return line.WrittenMemory;
    }

    /// <summary>The whole line that says that a pod is gone.</summary>
    public static ReadOnlyMemory<byte> Removal(string uid)
    {
        var line = Begin(PodJournalKind.Removed, uid, 64);
        line.Write([End]);
        return line.WrittenMemory;
    }

    /// <summary>Takes a line apart, given without its end; false if it is none.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> line, out PodJournalKind kind, out string uid, out ReadOnlyMemory<byte> json)
    {
        var word = Take(ref line);
        kind = Array.Find(Words, known => word.Span.SequenceEqual(known.Word)).Kind;
        var name = Take(ref line);
        json = line;
        uid = Encoding.UTF8.GetString(name.Span);
        return kind != PodJournalKind.Unknown && IsUid(uid) && json.IsEmpty == (kind == PodJournalKind.Removed);
    }

    /// <summary>Whether a UID can stand in a line: it is nearly always a UUID.</summary>
    public static bool IsUid(string uid) =>
        uid.Length > 0 && uid[0] != '.' && uid.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    private static ArrayBufferWriter<byte> Begin(PodJournalKind kind, string uid, int capacity)
    {
        var line = new ArrayBufferWriter<byte>(capacity);
        line.Write(Array.Find(Words, known => known.Kind == kind).Word);
        line.Write(" "u8);
        Encoding.UTF8.GetBytes(uid, line);
        return line;
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var space = rest.Span.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }
}
