namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>What came of reading a manifest: the manifest, or what is wrong with it.</summary>
internal sealed record ManifestReading
{
    public PluginManifest? Manifest { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>The id and version as far as they could be read, to name a broken plugin.</summary>
    public string? Id { get; init; }

    public string? Version { get; init; }

    /// <summary>All errors in one sentence.</summary>
    public string ErrorText => $"{PluginManifest.FileName} is not valid: {string.Join("; ", Errors.Take(5))}"
        + (Errors.Count > 5 ? $"; and {Errors.Count - 5} more." : ".");
}
