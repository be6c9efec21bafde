using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;

namespace Reeve.Host.Agent;

/// <summary>Puts the images of one node together: its resolvers, as they are configured.</summary>
internal static class NodeImageManager
{
    private const string Oci = "oci";

    /// <summary>Names that <c>images.resolvers</c> takes.</summary>
    public static IReadOnlyList<string> Resolvers { get; } = ["host", Oci, "deb", "stackable"];

    /// <summary>Opens them.</summary>
    /// <param name="options">The node's configuration.</param>
    /// <param name="layout">The node's state directory.</param>
    /// <param name="forms">What the driver runs.</param>
    /// <param name="parts">Takes what was opened.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    public static ImageManager Open(HostOptions options, AgentLayout layout, ImageForms forms, PartStack parts, TimeProvider time, ILoggerFactory loggers)
    {
        var settings = options.Images;
        if (settings.Resolvers?.Contains(Oci) == true && !(OperatingSystem.IsLinux() && forms.HasFlag(ImageForms.Layers)))
        {
            throw CommandException.Usage($"The provider {options.Provider} runs no images of layers here: images.resolvers cannot name {Oci}.");
        }

        var leases = new ImageLeases(Path.Combine(layout.Images, "leases"));
        return parts.Own(ImageManager.Create(
            new ImageOptions
            {
                Directory = layout.Images,
                Resolvers = settings.Resolvers,
                MaxParallelPulls = settings.ParallelPulls,
                HighThresholdPercent = settings.HighThresholdPercent,
                LowThresholdPercent = settings.LowThresholdPercent,
                MinimumAge = settings.MinimumAge.Length,
                MaximumAge = settings.MaximumAge.Length,
            },
            [.. PackageResolvers.Open(settings, layout.Images, leases, parts, time, loggers), .. OpenLayers(settings, layout, leases, forms, parts, time)],
            leases,
            time,
            loggers.CreateLogger<ImageManager>()));
    }

    // A driver of programs of the machine alone is spared the store.
    private static IEnumerable<IImageResolver> OpenLayers(
        ImageSettings settings, AgentLayout layout, ImageLeases leases, ImageForms forms, PartStack parts, TimeProvider time)
    {
        if (OperatingSystem.IsLinux() && forms.HasFlag(ImageForms.Layers))
        {
            yield return parts.OwnDisposable(new OciImageResolver(layout.Images, ReadRegistries(settings), leases, time));
        }
    }

    private static RegistryOptions ReadRegistries(ImageSettings settings)
    {
        var authorities = new X509Certificate2Collection();
        if (settings.CaFile is { } file)
        {
            try
            {
                authorities.ImportFromPemFile(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw CommandException.Usage($"The certificate authorities {file} cannot be used: {e.Message}");
            }
        }

        return new RegistryOptions
        {
            Mirrors = settings.Mirrors.Select(PairText.Read).OfType<KeyValuePair<string, string>>().GroupBy(pair => pair.Key)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<Uri>)[.. group.Select(pair => new Uri(pair.Value.TrimEnd('/') + "/"))]),
            Insecure = [.. settings.InsecureRegistries],
            Authorities = authorities,
        };
    }
}
