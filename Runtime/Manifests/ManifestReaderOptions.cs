namespace Reeve.Runtime.Manifests;

/// <summary>How manifests are read, and the limits that keep hostile ones harmless.</summary>
public sealed record ManifestReaderOptions
{
    /// <summary>Whether unknown fields and kinds are errors instead of warnings.</summary>
    /// <value>Default: false.</value>
    public bool Strict { get; init; }

    /// <summary>Namespace of objects that name none.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>Largest file or text, in bytes.</summary>
    /// <value>Default: 16 MiB.</value>
    public int MaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Deepest nesting of one document.</summary>
    /// <value>Default: 100.</value>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Most documents in one file.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxDocuments { get; init; } = 10_000;

    /// <summary>Largest document after its aliases are expanded, in characters with 8 more for each value.</summary>
    /// <value>Default: 64 Mi.</value>
    public long MaxExpandedLength { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most diagnostics; a last one says how many there are beyond.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxDiagnostics { get; init; } = 1_000;

    /// <summary>Most pods of all templates of one reading.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxPods { get; init; } = 10_000;
}
