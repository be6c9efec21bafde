namespace Reeve.Host.Clusters.Manifests;

/// <summary>Kinds of fields in a manifest.</summary>
internal enum ManifestFieldKind
{
    /// <summary>Whatever it is, it is taken over.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A list of objects with fields of their own.</summary>
    Objects,

    /// <summary>A list of texts.</summary>
    List,

    /// <summary>Texts by name.</summary>
    Texts,

    /// <summary>An object with fields of its own.</summary>
    Object,
}
