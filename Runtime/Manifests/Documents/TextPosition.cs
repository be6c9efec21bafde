namespace Reeve.Runtime.Manifests.Documents;

/// <summary>A place in a text; line and column from 1, columns in UTF-16 code units.</summary>
internal readonly record struct TextPosition(int Line, int Column);
