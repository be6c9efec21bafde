using NuGet.Configuration;

namespace Reeve.Host.Packages.Feeds;

/// <summary>The sources in force and which packages may come from which. Immutable.</summary>
internal sealed class PackageFeeds
{
    private const string Public = "https://api.nuget.org/v3/index.json";
    private static readonly PackageSourceMapping NoMapping = new(new Dictionary<string, IReadOnlyList<string>>());

    private PackageFeeds(IReadOnlyList<PackageFeed> all, PackageSourceMapping mapping) => (All, Mapping) = (all, mapping);

    /// <summary>All sources.</summary>
    public IReadOnlyList<PackageFeed> All { get; }

    /// <summary>Which packages may come from which.</summary>
    public PackageSourceMapping Mapping { get; }

    /// <summary>Reads the configuration anew.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="only">The one source to use, by name, address or directory; null for all of them.</param>
    /// <param name="onlyConfigured">Whether <paramref name="only"/> must be a configured one.</param>
    /// <param name="log">Takes NuGet's messages.</param>
    /// <exception cref="ProviderException">A file or a source cannot be used.</exception>
    public static PackageFeeds Read(PackageOptions options, string? only, bool onlyConfigured, NuGetLog log)
    {
        try
        {
            return Open(options, only, onlyConfigured, log);
        }
        catch (NuGetConfigurationException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, $"NuGet.Config cannot be used: {exception.Message}", exception) { Field = "packages.configFile" };
        }
    }

    /// <summary>The sources that a package may come from.</summary>
    /// <exception cref="ProviderException">The mapping names none for it.</exception>
    public IReadOnlyList<PackageFeed> For(string id)
    {
        if (!Mapping.IsEnabled)
        {
            return All;
        }

        var names = Mapping.GetConfiguredPackageSources(id);
        return All.Where(feed => names.Contains(feed.Name, StringComparer.OrdinalIgnoreCase)).ToArray() is { Length: > 0 } feeds
            ? feeds
            : throw PackageFailure.Invalid($"packageSourceMapping of NuGet.Config lets no enabled source give {id}; add a pattern for it, or name a source with --source.", "packageSourceMapping");
    }

    private static PackageFeeds Open(PackageOptions options, string? only, bool onlyConfigured, NuGetLog log)
    {
        if (options.ConfigFile is { } configured && !File.Exists(configured))
        {
            // Never another one in its place: that would be another source, and another's packages.
            throw PackageFailure.NotFound($"packages.configFile names {configured}, which does not exist.", "packages.configFile");
        }

        var file = options.ConfigFile ?? options.UsualConfigFiles.FirstOrDefault(File.Exists);
        var settings = Settings.LoadSettingsGivenConfigPaths(file is null ? [] : [file]);
        var known = PackageSourceProvider.LoadPackageSources(settings).ToList();
        var sources = options.Sources.Count > 0 ? [.. options.Sources.Select(source => Known(known, source) ?? new PackageSource(source))]
            : known.Count > 0 ? known.Where(static source => source.IsEnabled).ToList()
            : [new PackageSource(Public, "nuget.org")];
        var mapping = options.Sources.Count > 0 ? NoMapping : PackageSourceMapping.GetPackageSourceMapping(settings);
        if (only is not null)
        {
            // One source alone cannot be confused with another: the mapping has nothing to say.
            (sources, mapping) = ([Chosen(known.Concat(sources), only, onlyConfigured)], NoMapping);
        }

        foreach (var source in sources)
        {
            Check(source);
        }

        var cache = Path.Combine(options.Directory, "http");
        return new PackageFeeds([.. sources.Select(source => new PackageFeed(source, cache, log))], mapping);
    }

    private static PackageSource Chosen(IEnumerable<PackageSource> known, string only, bool onlyConfigured)
    {
        if (Known(known, only) is { } configured)
        {
            return configured;
        }

        if (onlyConfigured)
        {
            throw PackageFailure.Invalid($"The source {only} is not configured on the agent; add it to its NuGet.Config, or leave out the source.", "source");
        }

        return Uri.TryCreate(only, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" || Path.IsPathFullyQualified(only)
            ? new PackageSource(only)
            : throw PackageFailure.Invalid($"There is no source {only}: give the name of one in NuGet.Config, the address of a v3 feed, or a directory.", "source");
    }

    private static PackageSource? Known(IEnumerable<PackageSource> known, string text) => known.FirstOrDefault(source =>
        string.Equals(source.Name, text, StringComparison.OrdinalIgnoreCase) || string.Equals(source.Source.TrimEnd('/'), text.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));

    private static void Check(PackageSource source)
    {
        if (source.IsLocal)
        {
            if (!Directory.Exists(source.Source))
            {
                throw PackageFailure.NotFound($"The source {source.Name} is a directory that does not exist: {source.Source}. Make it, or name another with --source.", "source");
            }
        }
        else if (!source.IsHttps && !source.AllowInsecureConnections && source.TrySourceAsUri is { IsLoopback: false })
        {
            throw PackageFailure.Refused($"The source {source.Name} is not encrypted ({source.Source}): use https, or set allowInsecureConnections=\"true\" for it in NuGet.Config.");
        }
    }
}
