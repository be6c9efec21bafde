using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Distributions.Text;

/// <summary>Writes YAML from mappings, lists, texts, numbers and booleans. A text that is not plainly one is quoted.</summary>
internal static partial class YamlDocuments
{
    /// <summary>Writes documents, one after the other.</summary>
    public static string Write(params IReadOnlyList<IReadOnlyDictionary<string, object>> documents)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(writer, new EmitterSettings().WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        foreach (var document in documents)
        {
            emitter.Emit(new DocumentStart(null, null, isImplicit: document == documents[0]));
            Emit(emitter, document);
            emitter.Emit(new DocumentEnd(isImplicit: true));
        }

        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static void Emit(Emitter emitter, object value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object> mapping:
                emitter.Emit(new MappingStart(null, null, isImplicit: true, mapping.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (name, item) in mapping)
                {
                    Emit(emitter, name);
                    Emit(emitter, item);
                }

                emitter.Emit(new MappingEnd());
                break;
            case string text:
                emitter.Emit(new Scalar(null, null, text, Plain().IsMatch(text) && !Word().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, true, true));
                break;
            case bool flag:
                emitter.Emit(new Scalar(flag ? "true" : "false"));
                break;
            case IFormattable number:
                emitter.Emit(new Scalar(number.ToString(null, CultureInfo.InvariantCulture)));
                break;
            case ICollection items:
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} has no form in YAML.", nameof(value));
        }
    }

    // What begins with a letter or a slash and holds nothing that YAML gives a meaning.
    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9/._-]*(://[A-Za-z0-9/._-]*)?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(?:true|false|yes|no|on|off|y|n|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
