namespace Reeve.Runtime.Manifests;

/// <summary>How bad a <see cref="ManifestDiagnostic"/> is.</summary>
public enum ManifestSeverity
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>The object is used; something about it is ignored or likely a slip.</summary>
    Warning,

    /// <summary>The object (or the file) is not used.</summary>
    Error,
}
