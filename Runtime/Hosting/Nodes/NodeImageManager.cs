using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Deb;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Images.Stackable;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Puts the images of one node together: its resolvers, as they are configured.</summary>
public static class NodeImageManager
{
    private const string Oci = "oci";

    /// <summary>Names of resolvers.</summary>
    public static IReadOnlyList<string> Resolvers { get; } = ["host", Oci, "deb", "stackable"];

    /// <summary>Opens them; nothing is touched before the first image.</summary>
    /// <param name="options">How images are found and kept.</param>
    /// <param name="directory">Where the node keeps them.</param>
    /// <param name="driver">The driver's name, for errors.</param>
    /// <param name="forms">What it runs.</param>
    /// <param name="parts">Takes what was opened.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="HostingException">The driver runs nothing of what a resolver brings.</exception>
    internal static ImageManager Open(NodeImageOptions options, string directory, string driver, ImageForms forms, PartStack parts, TimeProvider time, ILoggerFactory loggers)
    {
        if (options.Resolvers?.Contains(Oci) == true && !(OperatingSystem.IsLinux() && forms.HasFlag(ImageForms.Layers)))
        {
            throw new HostingException($"The provider {driver} runs no images of layers here: images.resolvers cannot name {Oci}.");
        }

        var leases = new ImageLeases(Path.Combine(directory, "leases"));
        List<IImageResolver> resolvers = [.. OpenPackages(options, directory, leases, parts, time, loggers)];
        if (OperatingSystem.IsLinux() && forms.HasFlag(ImageForms.Layers))
        {
            // A driver of programs of the machine alone is spared the store.
            resolvers.Add(parts.OwnDisposable(new OciImageResolver(directory, options.Registries, leases, time)));
        }

        var manager = new ImageOptions
        {
            Directory = directory,
            Resolvers = options.Resolvers,
            MaxParallelPulls = options.MaxParallelPulls,
            HighThresholdPercent = options.HighThresholdPercent,
            LowThresholdPercent = options.LowThresholdPercent,
            MinimumAge = options.MinimumAge,
            MaximumAge = options.MaximumAge,
        };
        return parts.Own(ImageManager.Create(manager, resolvers, leases, time, loggers.CreateLogger<ImageManager>()));
    }

    // Programs of the machine first, which leave alone what the others bring.
    private static IReadOnlyList<IImageResolver> OpenPackages(
        NodeImageOptions options, string directory, ImageLeases leases, PartStack parts, TimeProvider time, ILoggerFactory loggers)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [new HostImageResolver()];
        }

        var own = Path.Combine(directory, "deb");
        var deb = parts.OwnDisposable(DebImageResolver.Create(
            (options.Deb ?? new DebOptions { Directory = own }) with { Directory = own }, leases, time, loggers.CreateLogger<DebImageResolver>()));
        var stackable = parts.OwnDisposable(new StackableImageResolver(options.Stackable, loggers.CreateLogger<StackableImageResolver>(), time));
        return [new HostImageResolver { IsAnothers = deb.Brought }, deb, stackable];
    }
}
