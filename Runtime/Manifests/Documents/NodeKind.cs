namespace Reeve.Runtime.Manifests.Documents;

/// <summary>What a value of a document is, in JSON's terms.</summary>
internal enum NodeKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
