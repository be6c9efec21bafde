using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Runtime.Images;

namespace Reeve.Host.Agent;

/// <summary>Puts the images of one node together: its resolvers, as they are configured.</summary>
internal static class NodeImageManager
{
    /// <summary>Names that <c>images.resolvers</c> takes.</summary>
    public static IReadOnlyList<string> Resolvers { get; } = ["host", "oci"];

    /// <summary>Opens them.</summary>
    public static ImageManager Open(HostOptions options, AgentLayout layout, TimeProvider time, ILoggerFactory loggers)
    {
        var settings = options.Images;
        var leases = new ImageLeases(Path.Combine(layout.Images, "leases"));
        return ImageManager.Create(
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
            [new HostImageResolver()],
            leases,
            time,
            loggers.CreateLogger<ImageManager>());
    }
}
