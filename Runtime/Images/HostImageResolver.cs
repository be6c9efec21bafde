using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>
/// Images that are programs of the machine: <c>host:</c> (the container gives the command), <c>host:/absolute/path</c>,
/// <c>host:name</c> (looked up in a search path), or an absolute path; in a node's list of resolvers a bare <c>name</c>. Thread-safe.
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

    /// <summary>Which bare names are another resolver's although there is a program of that name, because it is that resolver's doing.</summary>
    public Func<string, bool> IsAnothers { get; init; } = static _ => false;

    /// <inheritdoc/>
    public string Name => "host";

    /// <inheritdoc/>
    public ImageForms Form => ImageForms.Host;

    /// <inheritdoc/>
    public bool KeepsImages => false;

    /// <inheritdoc/>
    public bool Claims(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Path.IsPathFullyQualified(reference) || reference.StartsWith(Scheme, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return Task.FromResult<ResolvedImage?>(Resolve(request.Reference));
        }
        catch (ProviderException e)
        {
            return Task.FromException<ResolvedImage?>(e);
        }
    }

    /// <inheritdoc/>
    public async Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken) => (await FindAsync(request, cancellationToken))!;

    private ResolvedImage Resolve(string reference)
    {
        if (!Claims(reference))
        {
            // Of a node's list: a program of that name, or none. A tag is a wish that the machine cannot fulfil.
            return reference.AsSpan().ContainsAny(['/', ':', '@', '\\', '\0'])
                ? throw NotFound(reference, "it is no name of a program")
                : IsAnothers(reference) ? throw NotFound(reference, "the program of this name came with a package that a pod asked for")
                : Program(reference, LookUp(reference, reference));
        }

        var name = Path.IsPathFullyQualified(reference) ? reference : reference[Scheme.Length..];
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
