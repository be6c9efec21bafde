namespace Reeve.Runtime.Manifests.Documents;

/// <summary>A key of an object with its value.</summary>
internal readonly record struct NodeMember(string Name, TextPosition Position, ManifestNode Value);
