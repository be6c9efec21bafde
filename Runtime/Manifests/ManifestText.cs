namespace Reeve.Runtime.Manifests;

/// <summary>The text of a file.</summary>
/// <param name="Name">What the user called it.</param>
/// <param name="Origin">Its name wherever the user stands: the full path.</param>
/// <param name="Text">What it says.</param>
internal sealed record ManifestText(string Name, string Origin, string Text);
