using System.Diagnostics.CodeAnalysis;

namespace Reeve.Runtime.Images.Oci;

/// <summary>
/// The name of an image: registry, repository, and tag or digest. What is left out is what it is for every container runtime: the registry
/// <c>docker.io</c>, there the repository <c>library/…</c>, the tag <c>latest</c>.
/// </summary>
internal sealed record OciReference
{
    public const string Scheme = "oci:";
    public const string DefaultRegistry = "docker.io";

    private const string DefaultTag = "latest";
    private const int MaxRepository = 255;

    public required string Registry { get; init; }

    public required string Repository { get; init; }

    /// <summary>The tag; null if only a digest was given.</summary>
    public string? Tag { get; init; }

    /// <summary>The digest, which counts if there is a tag too.</summary>
    public OciDigest? Digest { get; init; }

    /// <summary>Registry and repository.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>What it is asked for by.</summary>
    public string Selector => Digest?.ToString() ?? Tag ?? DefaultTag;

    /// <summary>Reads a reference as in a pod, with or without <c>oci:</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OciReference? reference)
    {
        reference = null;
        if (text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            text = text[Scheme.Length..];
        }

        OciDigest? digest = null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!OciDigest.TryParse(text[(at + 1)..], out digest))
            {
                return false;
            }

            text = text[..at];
        }

        // A colon after the last slash begins a tag; one before it, a port.
        string? tag = null;
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf('/'))
        {
            tag = text[(colon + 1)..];
            text = text[..colon];
            if (!OciNames.IsTag(tag))
            {
                return false;
            }
        }

        var (registry, repository) = Split(text);
        if (repository.Length is 0 or > MaxRepository || !OciNames.IsRepository(repository) || !OciNames.IsRegistry(registry))
        {
            return false;
        }

        reference = new OciReference
        {
            Registry = registry, Repository = repository, Tag = tag ?? (digest is null ? DefaultTag : null), Digest = digest,
        };
        return true;
    }

    /// <exception cref="ProviderException">Invalid: it is no reference.</exception>
    public static OciReference Parse(string text) => TryParse(text, out var reference)
        ? reference
        : throw new ProviderException(ErrorReason.Invalid, $"couldn't parse image name \"{text}\": invalid reference format");

    /// <summary>The whole name, nothing left out.</summary>
    public override string ToString() => $"{Name}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static (string Registry, string Repository) Split(string text)
    {
        // Only a host has a dot, a port, or is called localhost.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : text[..slash];
        if (first != "localhost" && !first.Contains('.', StringComparison.Ordinal) && !first.Contains(':', StringComparison.Ordinal))
        {
            return (DefaultRegistry, slash < 0 ? $"library/{text}" : text);
        }

        var (registry, repository) = (first is "index.docker.io" or "registry-1.docker.io" ? DefaultRegistry : first, text[(slash + 1)..]);
        return (registry, registry == DefaultRegistry && !repository.Contains('/', StringComparison.Ordinal) ? $"library/{repository}" : repository);
    }
}
