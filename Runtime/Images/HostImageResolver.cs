using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>
/// Images that are programs of the machine: <c>host:</c> (the container gives the command), <c>host:/absolute/path</c>,
/// <c>host:name</c> (looked up in a search path), or an absolute path. Thread-safe.
/// </summary>
/// <param name="searchPath">Directories for <c>host:name</c>, separated as in <c>PATH</c>.</param>
public sealed class HostImageResolver(string searchPath) : IImageResolver
{
    private const string Scheme = "host:";

    /// <summary>Looks programs up where a shell of this process would.</summary>
    public HostImageResolver()
        : this(Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    {
    }

    /// <inheritdoc/>
    public Task<ResolvedImage> ResolveAsync(string reference, ImageForms forms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        try
        {
            return Task.FromResult(Resolve(reference, forms));
        }
        catch (ProviderException e)
        {
            return Task.FromException<ResolvedImage>(e);
        }
    }

    private ResolvedImage Resolve(string reference, ImageForms forms)
    {
        if (reference.Length == 0)
        {
            throw new ProviderException(ErrorReason.Invalid, "The container names no image.");
        }

        var absolute = Path.IsPathFullyQualified(reference);
        if (!absolute && !reference.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new ProviderException(
                ErrorReason.Unsupported,
                $"The image \"{reference}\" cannot be run here: use host: (with a command), host:/absolute/path, host:name or an absolute path.");
        }

        if (!forms.HasFlag(ImageForms.Host))
        {
            throw new ProviderException(ErrorReason.Unsupported, $"This provider does not run programs of the machine (\"{reference}\").");
        }

        var name = absolute ? reference : reference[Scheme.Length..];
        return name.Length == 0
            ? new ResolvedImage { Reference = reference, Form = ImageForms.Host, Id = Scheme }
            : Program(reference, Path.IsPathFullyQualified(name) ? Existing(reference, name) : LookUp(reference, name));
    }

    private static ResolvedImage Program(string reference, string path) =>
        new() { Reference = reference, Form = ImageForms.Host, Id = path, Entrypoint = [path] };

    private static string Existing(string reference, string path)
    {
        var normal = Path.GetFullPath(path);
        return File.Exists(normal) ? normal : throw NotFound(reference, $"there is no file {normal} on this machine");
    }

    private string LookUp(string reference, string name)
    {
        if (name.AsSpan().ContainsAny(['/', '\\', '\0']))
        {
            throw new ProviderException(ErrorReason.Invalid, $"The image \"{reference}\" is malformed: host: takes an absolute path or a bare name.");
        }

        foreach (var directory in searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(directory, name);
            if (Path.IsPathFullyQualified(directory) && File.Exists(path))
            {
                return path;
            }
        }

        throw NotFound(reference, $"there is no program {name} in {searchPath}");
    }

    private static ProviderException NotFound(string reference, string why) =>
        new(ErrorReason.NotFound, $"The image \"{reference}\" cannot be run: {why}.");
}
