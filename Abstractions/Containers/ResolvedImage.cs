namespace Reeve.Containers;

/// <summary>What an image reference stands for on this machine. Immutable.</summary>
public sealed record ResolvedImage
{
    /// <summary>The reference as written.</summary>
    public required string Reference { get; init; }

    /// <summary>One of the driver's forms.</summary>
    public required ImageForms Form { get; init; }

    /// <summary>Digest or other id; for programs of the machine their path.</summary>
    public string Id { get; init; } = "";

    /// <summary>Absolute paths of the layers' directories, bottom first; with <see cref="ImageForms.Layers"/>.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What runs if the container gives no <c>command</c>.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Arguments if the container gives neither <c>command</c> nor <c>args</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that the image sets.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Working directory if the container gives none.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>User (<c>name</c>, <c>uid</c>, with <c>:group</c>) if the container gives none.</summary>
    public string? User { get; init; }

    /// <summary>Stop signal if the container gives none.</summary>
    public string? StopSignal { get; init; }

    /// <summary>Labels that its maker gave it.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes on disk, where that is known.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>An absolute path: a relative program of the container's <c>command</c> is looked for below it; null for the search path.</summary>
    public string? ProgramDirectory { get; init; }

    /// <summary>
    /// What <c>{{name}}</c> stands for in the container's command, arguments, literal environment, mount paths and ConfigMap volumes, which are templates
    /// then; none: nothing is a template.
    /// </summary>
    public IReadOnlyDictionary<string, string> TemplateValues { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>An absolute path of a directory of the pod's own, where its rendered ConfigMap volumes are made, each at its mount path below it; with <see cref="TemplateValues"/>.</summary>
    public string? ConfigDirectory { get; init; }
}
