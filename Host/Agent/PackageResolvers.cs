using Microsoft.Extensions.Logging;
using Reeve.Host.Configuration;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Deb;
using Reeve.Runtime.Images.Stackable;

namespace Reeve.Host.Agent;

/// <summary>Opens the resolvers of images that are packages, installed on the machine.</summary>
internal static class PackageResolvers
{
    /// <summary>Opens them; nothing is touched before the first image.</summary>
    /// <param name="settings">Their settings.</param>
    /// <param name="directory">Where the node keeps its images.</param>
    /// <param name="leases">Which pods use what.</param>
    /// <param name="parts">Takes what was opened.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <returns>Programs of the machine first, which leave alone what the others bring.</returns>
    public static IReadOnlyList<IImageResolver> Open(
        ImageSettings settings, string directory, ImageLeases leases, PartStack parts, TimeProvider time, ILoggerFactory loggers)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [new HostImageResolver()];
        }

        var deb = parts.OwnDisposable(DebImageResolver.Create(
            new DebOptions
            {
                Directory = Path.Combine(directory, "deb"),
                Repositories = DebRepositories.Read(settings.Deb.Repositories),
                MachineSources = settings.Deb.MachineSources,
                RequireChecksum = settings.Deb.RequireChecksum,
                ListsAge = settings.Deb.ListsAge.Length,
                Deadline = settings.Deb.Deadline.Length,
            },
            leases,
            time,
            loggers.CreateLogger<DebImageResolver>()));
        var stackable = parts.OwnDisposable(new StackableImageResolver(
            new StackableOptions
            {
                PackageDirectory = settings.Stackable.PackageDirectory,
                ConfigDirectory = settings.Stackable.ConfigDirectory,
                LogDirectory = settings.Stackable.LogDirectory,
                Repositories = [.. settings.Stackable.Repositories.Select(static address => new Uri(address))],

                // Objects are asked for where somebody wants their kind: a node's own identity may not read them.
                Namespace = settings.Resolvers?.Contains(StackableImageResolver.ResolverName) == true ? settings.Stackable.Namespace : null,
                AllowHttp = settings.Stackable.AllowHttp,
            },
            loggers.CreateLogger<StackableImageResolver>(),
            time));
        return [new HostImageResolver { IsAnothers = deb.Brought }, deb, stackable];
    }
}
