using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Runtime.Images.Deb.Units;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Deb;

/// <summary>
/// Images that are Debian packages, installed on the machine by apt: <c>deb:name</c>, <c>deb:name=version</c>, package files by address, and
/// bare names where the node's list says so. A container runs what the package's own service unit runs. Thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class DebImageResolver : IImageResolver, IDisposable
{
    internal const string ResolverName = "deb";

    private const long MaxFileBytes = 4L << 30;

    private readonly DebOptions _options;
    private readonly DebInstaller _installer;
    private readonly FileDownload _download = new();

    internal DebImageResolver(DebOptions options, PackageTools tools, ImageLeases leases, TimeProvider time, ILogger logger)
    {
        _options = options;
        _installer = new DebInstaller(options, tools, leases, time, logger);
    }

    /// <inheritdoc/>
    public string Name => ResolverName;

    /// <inheritdoc/>
    public ImageForms Form => ImageForms.Host;

    /// <inheritdoc/>
    public bool KeepsImages => true;

    /// <summary>Creates a resolver; nothing is run before the first image.</summary>
    /// <param name="options">How.</param>
    /// <param name="leases">Which pods use which packages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes log entries.</param>
    public static DebImageResolver Create(DebOptions options, ImageLeases leases, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DebImageResolver(options, new PackageTools("/", [], time), leases, time, logger);
    }

    /// <inheritdoc/>
    public bool Claims(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return DebReference.Claims(reference);
    }

    /// <summary>Whether a package is on the machine because a pod wanted it.</summary>
    /// <param name="name">The package.</param>
    public bool Brought(string name) => File.Exists(Path.Combine(Brings, Path.GetFileName(name)));

    /// <inheritdoc/>
    public async Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reference = DebReference.Parse(request.Reference);
        var (name, version) = (reference.Name, reference.Version);
        if (reference.File is not null)
        {
            if (!File.Exists(PathOf(reference)))
            {
                return null;
            }

            (name, version) = await _installer.Database.ReadFileAsync(PathOf(reference), cancellationToken);
        }

        return await _installer.Database.FindAsync(name!, cancellationToken) is { } package && (version is null || version == package.Version)
            ? await ResolveAsync(request, package, cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public async Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);

        // A package that is there is not replaced by a newer one, whatever the policy: others may use it.
        if (await FindAsync(request, cancellationToken) is { } present)
        {
            return present;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new ProviderException(ErrorReason.Denied, $"Only root can install the package of the image \"{request.Reference}\".");
        }

        var reference = DebReference.Parse(request.Reference);
        var @namespace = request.Pod?.Pod.Metadata.Namespace ?? "";
        PrivateDirectory.Create(_options.Directory);
        if (reference.File is null)
        {
            await _installer.InstallAsync(reference, @namespace, cancellationToken);
            Record(reference.Name!);
        }
        else
        {
            Record(await InstallFileAsync(reference, @namespace, cancellationToken));
        }

        return await FindAsync(request, cancellationToken) ?? throw new ProviderException(
            ErrorReason.Transient, $"The package of the image \"{request.Reference}\" was installed, and is gone again.");
    }

    // Namespaces may see different repositories.
    /// <inheritdoc/>
    public string ScopeOf(ImageRequest request) =>
        _options.Repositories.Any(static repository => repository.Namespaces.Count > 0) ? request?.Pod?.Pod.Metadata.Namespace ?? "" : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        _installer.Dispose();
        _download.Dispose();
    }

    private string Brings => Path.Combine(_options.Directory, "packages");

    private async Task<string> InstallFileAsync(DebReference reference, string @namespace, CancellationToken cancellationToken)
    {
        if (!_download.IsAllowed(reference.File!))
        {
            throw new ProviderException(ErrorReason.Invalid, $"{reference.File} is not fetched: only https is, and http on this machine.");
        }

        if (reference.Checksum is null && _options.RequireChecksum)
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"{reference.File} needs a checksum: write {reference.File}#sha256=DIGEST, or turn off images.deb.requireChecksum.");
        }

        var path = PathOf(reference);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        await _download.SaveAsync(reference.File!, path, reference.Checksum, MaxFileBytes, cancellationToken);
        var package = await _installer.Database.ReadFileAsync(path, cancellationToken);
        await _installer.InstallFileAsync(path, $"{package.Name}={package.Version}", @namespace, cancellationToken);
        return package.Name;
    }

    // By what it has to be, so that another file of the same address is another one.
    private string PathOf(DebReference reference) =>
        Path.Combine(_options.Directory, "files", (reference.Checksum?.Hex ?? FileNames.Hash(reference.File!.AbsoluteUri)) + ".deb");

    private void Record(string package)
    {
        PrivateDirectory.CreateMissing(Brings);
        StateFiles.Replace(Path.Combine(Brings, package), [], durable: false);
    }

    private async Task<ResolvedImage> ResolveAsync(ImageRequest request, InstalledPackage package, CancellationToken cancellationToken)
    {
        var service = await _installer.Database.ReadServiceAsync(package.Name, cancellationToken);
        if (service.Problem is { } problem && !HasCommand(request))
        {
            throw new ProviderException(
                ErrorReason.Unsupported, $"The package {package.Name} does not say what the container shall run: {problem}. Give the container a command.");
        }

        return new ResolvedImage
        {
            Reference = request.Reference,
            Form = ImageForms.Host,
            Id = package.Id,
            Entrypoint = [.. service.Arguments.Take(1)],
            Arguments = [.. service.Arguments.Skip(1)],
            Environment = [.. service.Environment.ToDictionaryOfLast()],
            User = service.User,
            WorkingDirectory = service.WorkingDirectory,
            StopSignal = service.StopSignal,
        };
    }

    private static bool HasCommand(ImageRequest request) =>
        request.Container is not { } id || request.Pod?.Containers.FirstOrDefault(container => container.Name == id.Name) is not { } container || container.Spec.Command.Count > 0;
}
