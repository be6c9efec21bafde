using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Host.Rendering;

/// <summary>Writes JSON as YAML.</summary>
internal static class YamlText
{
    /// <summary>Writes one document.</summary>
    public static void Write(JsonElement element, TextWriter output)
    {
        // Without wrapping: a long message stays one line.
        var emitter = new Emitter(output, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(element, emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(JsonElement element, Emitter emitter)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, StyleFor(element.EnumerateObject().Any())));
                foreach (var property in element.EnumerateObject())
                {
                    emitter.Emit(Text(property.Name));
                    Emit(property.Value, emitter);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                var style = element.GetArrayLength() == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
                foreach (var item in element.EnumerateArray())
                {
                    Emit(item, emitter);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(Text(element.GetString()!));
                break;
            default:
                emitter.Emit(new Scalar(element.GetRawText()));
                break;
        }
    }

    private static MappingStyle StyleFor(bool filled) => filled ? MappingStyle.Block : MappingStyle.Flow;

    // A text that YAML would read as something else is quoted; one of several lines is a literal block.
    private static Scalar Text(string text)
    {
        var style = text switch
        {
            _ when text.Contains('\n', StringComparison.Ordinal) && !char.IsWhiteSpace(text[0]) && !text.Any(letter => char.IsControl(letter) && letter != '\n') => ScalarStyle.Literal,
            _ when LooksLikeAnother(text) || text.Any(char.IsControl) => ScalarStyle.DoubleQuoted,
            _ => ScalarStyle.Any,
        };
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }

    // Also words that only YAML 1.1 takes for booleans: the API's own tools read 1.1.
    private static bool LooksLikeAnother(string text) =>
        text.Length == 0
        || char.IsAsciiDigit(text[0])
        || text[0] is '-' or '+' or '.' or '~' or '=' or '<'
        || text.ToLowerInvariant() is "true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n";
}
