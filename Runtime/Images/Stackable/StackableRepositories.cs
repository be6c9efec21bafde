using System.Text.Json;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>The repositories of a node: those of its configuration, then those of its cluster by name.</summary>
internal sealed partial class StackableRepositories(StackableOptions options, FileDownload download, ILogger logger)
{
    private const string ApiVersion = "stable.stackable.de/v1";
    private const string Kind = "Repository";
    private const string Type = "StackableRepo";
    private const int MaxMetadata = 64 * 1024 * 1024;

    /// <summary>The objects that a pod's images need.</summary>
    public IReadOnlyList<InputReference> Inputs(Pod pod)
    {
        var wants = pod.Spec.InitContainers.Concat(pod.Spec.Containers).Any(static container => StackableReference.TryParse(container.Image ?? "") is not null);
        return wants && options.Namespace is { } ns ? [new InputReference { ApiVersion = ApiVersion, Kind = Kind, Namespace = ns, Optional = true }] : [];
    }

    /// <summary>Looks for a package in one after another; one that cannot be read is passed over.</summary>
    /// <returns>The archive's address, and the package's entry.</returns>
    /// <exception cref="ProviderException">NotFound, or Transient if it may be in one that could not be asked.</exception>
    public async Task<(Uri Archive, PackageEntry Entry)> FindAsync(StackableReference package, ResolvedPod? pod, CancellationToken cancellationToken)
    {
        ProviderException? failure = null;
        var asked = 0;
        foreach (var repository in options.Repositories.Concat(OfCluster(pod)))
        {
            // Its directory, as for a browser: with a slash at the end.
            var directory = new UriBuilder(repository) { Path = repository.AbsolutePath.TrimEnd('/') + "/" }.Uri;
            try
            {
                asked++;
                var metadata = await ReadAsync(directory, cancellationToken);
                if (metadata.Packages.GetValueOrDefault(package.Product)?.FirstOrDefault(entry => entry.Version == package.Version) is { } entry)
                {
                    return (new Uri(directory, entry.Path), entry);
                }
            }
            catch (ProviderException e)
            {
                LogPassedOver(logger, directory, e.Message);
                failure ??= e;
            }
        }

        throw failure is not null
            ? new ProviderException(failure.Reason == ErrorReason.Invalid ? ErrorReason.Invalid : ErrorReason.Transient, $"The package {package} was not found, and not every repository could be asked: {failure.Message}", failure)
            : new ProviderException(
                ErrorReason.NotFound, asked == 0 ? $"There is no Stackable repository to take the package {package} from." : $"None of {asked} Stackable repositories has the package {package}.");
    }

    private async Task<RepositoryMetadata> ReadAsync(Uri directory, CancellationToken cancellationToken)
    {
        var address = new Uri(directory, "metadata.json");
        var content = await download.ReadAsync(address, MaxMetadata, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(content, StackableJsonContext.Default.RepositoryMetadata) ?? new RepositoryMetadata();
        }
        catch (JsonException e)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{address} is no list of packages: {e.Message}", e);
        }
    }

    private List<Uri> OfCluster(ResolvedPod? pod)
    {
        var found = new List<(string Name, Uri Address)>();
        foreach (var content in (pod?.Inputs ?? []).Where(static input => input.Reference is { ApiVersion: ApiVersion, Kind: Kind }).SelectMany(static input => input.Objects))
        {
            if (Read(content) is not { Metadata.Name: { } name } repository || (repository.Spec?.Type ?? Type) != Type)
            {
                continue;
            }

            if (repository.Spec?.Properties?.GetValueOrDefault("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address))
            {
                found.Add((name, address));
            }
            else
            {
                LogWithoutAddress(logger, name);
            }
        }

        return [.. found.OrderBy(static repository => repository.Name, StringComparer.Ordinal).Select(static repository => repository.Address)];
    }

    private static RepositoryObject? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Span, StackableJsonContext.Default.RepositoryObject);
        }
        catch (JsonException)
        {
            return null; // the cluster takes any properties: such a one has no address
        }
    }
}
