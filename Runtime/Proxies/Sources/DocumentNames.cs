using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>Finds the objects of a document that fields name.</summary>
public static partial class DocumentNames
{
    /// <summary>The name of the object that a field is in: <c>listeners[1].address</c> is in the second listener. Null if it is in none.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="field">The path of the field.</param>
    public static string? Find(ProxySpec spec, string field)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (Place().Match(field) is not { Success: true } place)
        {
            return null;
        }

        var index = int.Parse(place.Groups["index"].Value, CultureInfo.InvariantCulture);
        return place.Groups["list"].Value switch
        {
            "listeners" => spec.Listeners.ElementAtOrDefault(index)?.Name,
            "routes" => spec.Routes.ElementAtOrDefault(index)?.Name,
            "upstreams" => spec.Upstreams.ElementAtOrDefault(index)?.Name,
            _ => spec.Certificates.ElementAtOrDefault(index)?.Name,
        };
    }

    [GeneratedRegex(@"^(?<list>listeners|routes|upstreams|certificates)\[(?<index>[0-9]{1,6})\]")]
    private static partial Regex Place();
}
