using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.Images.Deb;
using Reeve.Runtime.Images.Oci;
using Reeve.Runtime.Images.Stackable;
using Reeve.Workloads;

namespace Reeve.Host.Agent;

/// <summary>Makes the runtime's options of what runs pods out of the configuration.</summary>
internal static class BackendOptionsReader
{
    /// <summary>Reads them.</summary>
    /// <param name="options">The node's configuration.</param>
    /// <exception cref="CommandException">A file cannot be used.</exception>
    public static NodeBackendOptions Read(HostOptions options) => new()
    {
        Provider = options.Provider,
        ProviderOptions = InstanceOptions.Of(options, options.Provider),
        IgnoredFeatures = options.Pods.IgnoredFeatures.Select(name => Enum.Parse<PodFeature>(name, ignoreCase: true)).ToHashSet(),
        SecretsOnDisk = options.Pods.SecretsOnDisk,
        AllowedHostPaths = options.Pods.AllowedHostPaths,
        MaxLogFileBytes = options.ContainerLogs.MaxSize.Bytes,
        MaxLogFiles = options.ContainerLogs.MaxFiles,
        Images = Read(options.Images),
    };

    private static NodeImageOptions Read(ImageSettings settings) => new()
    {
        Resolvers = settings.Resolvers,
        MaxParallelPulls = settings.ParallelPulls,
        HighThresholdPercent = settings.HighThresholdPercent,
        LowThresholdPercent = settings.LowThresholdPercent,
        MinimumAge = settings.MinimumAge.Length,
        MaximumAge = settings.MaximumAge.Length,
        Registries = ReadRegistries(settings),
        Deb = new DebOptions
        {
            Directory = "",
            Repositories = DebRepositories.Read(settings.Deb.Repositories),
            MachineSources = settings.Deb.MachineSources,
            RequireChecksum = settings.Deb.RequireChecksum,
            ListsAge = settings.Deb.ListsAge.Length,
            Deadline = settings.Deb.Deadline.Length,
        },
        Stackable = new StackableOptions
        {
            PackageDirectory = settings.Stackable.PackageDirectory,
            ConfigDirectory = settings.Stackable.ConfigDirectory,
            LogDirectory = settings.Stackable.LogDirectory,
            Repositories = [.. settings.Stackable.Repositories.Select(static address => new Uri(address))],

            // Objects are asked for where somebody wants their kind: a node's own identity may not read them.
            Namespace = OperatingSystem.IsLinux() && settings.Resolvers?.Contains(StackableImageResolver.ResolverName) == true ? settings.Stackable.Namespace : null,
            AllowHttp = settings.Stackable.AllowHttp,
        },
    };

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
