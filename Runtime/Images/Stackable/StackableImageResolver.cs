using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images.Layers;
using Reeve.Workloads;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>
/// Images that are packages of Stackable repositories: <c>product:version</c> where the node's list says so, or <c>stackable:product:version</c>.
/// The container's command is a path in the package. Thread-safe.
/// </summary>
[UnsupportedOSPlatform("windows")]
[SupportedOSPlatform("linux")]
public sealed class StackableImageResolver : IImageResolver, IImageStore, IDisposable
{
    /// <summary>Its name.</summary>
    public const string ResolverName = InstalledPackages.ResolverName;

    private const long MaxArchiveBytes = 16L << 30;

    private readonly StackableOptions _options;
    private readonly FileDownload _download;
    private readonly StackableRepositories _repositories;
    private readonly InstalledPackages _packages;

    /// <summary>Creates a resolver; nothing is touched before the first image.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="logger">Takes log entries.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public StackableImageResolver(StackableOptions options, ILogger logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _download = new FileDownload { AllowHttp = options.AllowHttp };
        _repositories = new StackableRepositories(options, _download, logger);
        _packages = new InstalledPackages(options.PackageDirectory, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => ResolverName;

    /// <inheritdoc/>
    public ImageForms Form => ImageForms.Host;

    /// <inheritdoc/>
    public bool KeepsImages => true;

    /// <inheritdoc/>
    string IImageStore.Directory => _packages.Directory;

    /// <inheritdoc/>
    public bool Claims(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return StackableReference.Claims(reference);
    }

    /// <inheritdoc/>
    public IReadOnlyList<InputReference> DescribeInputs(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return _repositories.Inputs(pod);
    }

    /// <inheritdoc/>
    public Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var package = StackableReference.Parse(request.Reference);
            return Task.FromResult(_packages.Use(package, UserOf(request)) ? Resolve(request, package) : null);
        }
        catch (ProviderException e)
        {
            return Task.FromException<ResolvedImage?>(e);
        }
    }

    /// <inheritdoc/>
    public async Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var package = StackableReference.Parse(request.Reference);
        if (!_packages.Use(package, UserOf(request))) // a version does not change
        {
            try
            {
                await InstallAsync(package, request.Pod, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ProviderException(
                    e is UnauthorizedAccessException ? ErrorReason.Denied : ErrorReason.Transient, $"The package {package} cannot be unpacked in {_options.PackageDirectory}: {e.Message}", e);
            }
        }

        return _packages.Use(package, UserOf(request))
            ? Resolve(request, package)
            : throw new ProviderException(ErrorReason.Transient, $"The package {package} was removed while it was installed.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredImage> List() => _packages.List();

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Task.Run(() => _packages.Remove(id), cancellationToken);
    }

    /// <inheritdoc/>
    public void Release(ResolvedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image is { ProgramDirectory: { } package, ConfigDirectory: { } user })
        {
            _packages.Release(package, Path.GetFileName(user));
        }

        if (image.ConfigDirectory is { } directory && Path.GetDirectoryName(directory) == Path.GetFullPath(_options.ConfigDirectory) && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _download.Dispose();

    private async Task InstallAsync(StackableReference package, ResolvedPod? pod, CancellationToken cancellationToken)
    {
        // 1. Where it is.
        var (address, entry) = await _repositories.FindAsync(package, pod, cancellationToken);

        // 2. Its archive, checked.
        var downloads = Path.Combine(_options.PackageDirectory, "_download");
        Directory.CreateDirectory(downloads);
        var archive = Path.Combine(downloads, package.DirectoryName + ".tar.gz");
        await _download.SaveAsync(address, archive, entry.Checksum(package.ToString()), MaxArchiveBytes, cancellationToken);

        // 3. Unpacked beside its place, so that its place is complete or not there.
        var unpacked = Path.Combine(downloads, package.DirectoryName + ".unpacked");
        if (Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }

        try
        {
            Directory.CreateDirectory(unpacked);
            await Task.Run(() => Unpack(archive, unpacked, cancellationToken), cancellationToken);
            _packages.Install(package, unpacked);
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }

            File.Delete(archive);
        }
    }

    private static string? UserOf(ImageRequest request) =>
        request.Pod is { } pod ? $"{pod.Pod.Metadata.Namespace}-{pod.Pod.Metadata.Name}-{pod.Id.Uid}" : null;

    private static void Unpack(string archive, string directory, CancellationToken cancellationToken)
    {
        try
        {
            using var content = Compression.Open(File.OpenRead(archive));
            ArchiveExtractor.Extract(content, directory, ExtractionSettings.Package, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The archive cannot be unpacked: {e.Message}", e);
        }
    }

    private ResolvedImage Resolve(ImageRequest request, StackableReference package)
    {
        var root = _packages.PathOf(package);
        var image = new ResolvedImage { Reference = request.Reference, Form = ImageForms.Host, Id = $"stackable:{package}", ProgramDirectory = root };
        if (request.Pod is not { } pod || UserOf(request) is not { } name)
        {
            return image;
        }

        var config = Path.Combine(Path.GetFullPath(_options.ConfigDirectory), name);
        var logs = Path.Combine(Path.GetFullPath(_options.LogDirectory), name);
        LogDirectories.Make(logs, pod.Containers.FirstOrDefault(container => container.Name == request.Container?.Name)?.SecurityContext);
        return image with
        {
            ConfigDirectory = config,
            TemplateValues = new Dictionary<string, string> { ["packageroot"] = root, ["configroot"] = config, ["logroot"] = logs },
        };
    }
}
