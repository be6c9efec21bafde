using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using Reeve.Host.Packages.Resolution;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages;

/// <summary>Looks for newer versions.</summary>
internal static class Outdated
{
    /// <summary>Looks for newer versions of one plugin. A source that fails is a note, so that the others are seen all the same.</summary>
    public static async Task<PackageState> LookAsync(PackageState plugin, VersionChooser versions, bool prerelease, SourceCacheContext cache, CancellationToken cancellationToken)
    {
        var installed = NuGetVersion.Parse(plugin.Version);
        var request = VersionRequest.Parse(plugin.Range, prerelease || installed.IsPrerelease);
        try
        {
            var all = await versions.ListAsync(plugin.Id, unlisted: false, cache, cancellationToken);
            var newer = all.Where(one => one.Package.Version > installed && (request.Prerelease || !one.Package.Version.IsPrerelease)).ToArray();
            var available = newer.FirstOrDefault(one => request.Admits(one.Package.Version) && versions.Problem(one) is null);
            return newer.Length == 0 ? plugin : plugin with
            {
                Available = available?.Package.Version.ToNormalizedString(),
                Newest = newer[0].Package.Version.ToNormalizedString(),
                Note = newer[0] == available ? null
                    : request.Admits(newer[0].Package.Version) ? versions.Problem(newer[0])
                    : $"{newer[0].Package.Version.ToNormalizedString()} is not in {plugin.Range}, as it was asked for",
            };
        }
        catch (ProviderException exception)
        {
            return plugin with { Note = exception.Message };
        }
    }
}
