using System.Text.RegularExpressions;
using Reeve.Plugins.OpenStack.Client.Identity;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Finds a service's address in the catalog.</summary>
internal static partial class EndpointResolver
{
    /// <summary>The address to which a service's paths are added; it ends with a slash.</summary>
    /// <exception cref="CloudException"><see cref="ErrorReason.Unsupported"/>: the catalog does not have it; <see cref="ErrorReason.Invalid"/>: which of several is not said.</exception>
    public static Uri Resolve(ServiceProfile profile, CloudSettings settings, IReadOnlyList<CatalogService> catalog)
    {
        var address = WithVersion(profile, Override(profile, settings) ?? Find(profile, settings, catalog));
        HttpClients.RequireTls(address, settings);
        return address;
    }

    /// <summary>Whether the catalog, or a setting, has the service.</summary>
    public static bool Has(ServiceProfile profile, CloudSettings settings, IReadOnlyList<CatalogService> catalog) =>
        Override(profile, settings) is not null || Candidates(profile, settings, catalog).Any();

    private static string? Override(ServiceProfile profile, CloudSettings settings) =>
        profile.Types.Select(type => settings.EndpointOverrides.GetValueOrDefault(type)).FirstOrDefault(url => url is not null);

    private static string Find(ServiceProfile profile, CloudSettings settings, IReadOnlyList<CatalogService> catalog)
    {
        var found = Candidates(profile, settings, catalog).ToList();
        var regions = found.Select(RegionOf).Distinct().ToList();
        return found switch
        {
            [] => throw Missing(profile, settings, catalog),
            _ when regions.Count > 1 => throw new CloudException(
                $"{settings.Name} has the service {profile.Types[0]} in several regions ({string.Join(", ", regions)}): name one (region_name).") { Reason = ErrorReason.Invalid, Service = profile.Service },
            _ => found[0].Url,
        };
    }

    private static IEnumerable<CatalogEndpoint> Candidates(ServiceProfile profile, CloudSettings settings, IReadOnlyList<CatalogService> catalog) =>
        profile.Types
            .Select(type => catalog.Where(service => service.Type == type).SelectMany(service => service.Endpoints).Where(endpoint =>
                endpoint.Interface == settings.Interface && (settings.Region is null || RegionOf(endpoint) == settings.Region)))
            .FirstOrDefault(endpoints => endpoints.Any()) ?? [];

    private static string? RegionOf(CatalogEndpoint endpoint) => endpoint.RegionId ?? endpoint.Region;

    private static CloudException Missing(ServiceProfile profile, CloudSettings settings, IReadOnlyList<CatalogService> catalog)
    {
        var there = catalog.SelectMany(service => service.Endpoints
            .Where(endpoint => endpoint.Interface == settings.Interface)
            .Select(endpoint => $"{service.Type} in {RegionOf(endpoint)}")).Distinct().Order();
        var where = settings.Region is { } region ? $"in region {region}, interface {settings.Interface}" : $"at interface {settings.Interface}";
        return new CloudException($"{settings.Name} has no service {profile.Types[0]} {where}; its catalog has {string.Join(", ", there)}.")
        {
            Reason = ErrorReason.Unsupported,
            Service = profile.Service,
        };
    }

    /// <summary>An address with the version at its end, and a slash.</summary>
    // Catalogs have addresses with and without the version, and some with the project behind it.
    public static Uri WithVersion(ServiceProfile profile, string url)
    {
        var text = url.TrimEnd('/');
        if (profile.VersionPath is { } version && !VersionAtEnd().IsMatch(text))
        {
            text = $"{text}/{version}";
        }

        return Uri.TryCreate(text + "/", UriKind.Absolute, out var address) ? address
            : throw new CloudException($"The catalog has no usable address for {profile.Types[0]}: \"{url}\".") { Reason = ErrorReason.Invalid, Service = profile.Service };
    }

    [GeneratedRegex(@"/v\d+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionAtEnd();
}
