namespace Reeve.Runtime.Manifests;

/// <summary>The text of a file under the name that the user gave it.</summary>
internal sealed record ManifestText(string Name, string Text);
