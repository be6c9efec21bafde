using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Manifests.Typing;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>One object of a document while it is read: where it stands and what was found wrong with it.</summary>
internal sealed class ObjectScope : ITypedReaderLog
{
    private readonly ManifestCollector _collector;
    private readonly ObjectScope _document;
    private readonly FieldPath _prefix;
    private int _pods;

    /// <summary>A document's own object.</summary>
    public ObjectScope(ManifestCollector collector, ManifestText file, int document, ManifestNode node)
    {
        (_collector, File, Origin, Document, Node) = (collector, file.Name, file.Origin, document, node);
        _document = this;
        _prefix = FieldPath.Root;
    }

    private ObjectScope(ObjectScope list, FieldPath prefix, ManifestNode node)
    {
        (_collector, File, Origin, Document, Node) = (list._collector, list.File, list.Origin, list.Document, node);
        _document = list._document;
        _prefix = prefix;
    }

    public string File { get; }

    /// <summary>The file's full path.</summary>
    public string Origin { get; }

    public int Document { get; }

    /// <summary>Number of the object among those of its list; 0 outside of lists.</summary>
    public int Ordinal { get; private init; }

    public ManifestNode Node { get; }

    public ManifestCollector Collector => _collector;

    public ManifestReaderOptions Options => _collector.Options;

    /// <summary>Whether the object must not be used.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>The scope of an item of a list.</summary>
    public ObjectScope Item(int index, ManifestNode node) => new(this, _prefix.Child("items").Index(index), node) { Ordinal = index };

    /// <summary>Numbers the pods of the document.</summary>
    public int NextPod() => _document._pods++;

    /// <summary>Reads a part of the object; null with an error where it does not fit.</summary>
    public T? Read<T>(ManifestNode node, JsonTypeInfo<T> info, FieldPath path, bool redact = false)
        where T : class => new TypedReader(this, redact).Read(node, info, path);

    public void UnknownField(FieldPath field, TextPosition position, string message) => Dubious(field.ToString(), position, message);

    public void Error(FieldPath field, TextPosition position, string message) => Error(field.ToString(), position, message);

    public void Error(string field, TextPosition position, string message)
    {
        HasErrors = true;
        Say(ManifestSeverity.Error, field, position, message);
    }

    /// <summary>Something the user can hardly want: an error if strict, else a warning.</summary>
    public void Dubious(string field, TextPosition position, string message)
    {
        HasErrors |= Options.Strict;
        Say(Options.Strict ? ManifestSeverity.Error : ManifestSeverity.Warning, field, position, message);
    }

    public void Warn(string field, string message) => Say(ManifestSeverity.Warning, field, NodePath.Find(Node, field), message);

    /// <summary>An error of a field, at the place of that field or of the nearest thing around it.</summary>
    public void Error(string field, string message) => Error(field, NodePath.Find(Node, field), message);

    /// <summary>Takes the object's name; false, with an error, where another object has it.</summary>
    public bool ClaimName(string kind, ObjectMeta metadata)
    {
        if (_collector.Claim(kind, metadata, File, Node.Position) is not { } place)
        {
            return true;
        }

        Error("metadata.name", $"the {kind} \"{metadata.Name}\" is there already, at {place}");
        return false;
    }

    private void Say(ManifestSeverity severity, string field, TextPosition position, string message) =>
        _collector.Say(severity, File, position, Qualify(field), message);

    private string Qualify(string field)
    {
        var prefix = _prefix.ToString();
        return prefix.Length == 0 ? field : field.Length == 0 ? prefix : $"{prefix}.{field}";
    }
}
