using System.Globalization;
using System.Text.RegularExpressions;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Which entry of a request an object of a document comes from: what is wrong with the object is said of the entry. For one request.</summary>
internal sealed partial class DocumentFields
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["listeners.address"] = ".external", ["listeners.protocol"] = ".mexproto", ["routes.pathPrefix"] = ".path", ["upstreams.members[0].address"] = ".origin",
    };

    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>Notes where an object comes from.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="entry">The entry: <c>ports[0]</c>.</param>
    public void Add(string name, string entry) => _entries[name] = entry;

    /// <summary>Changes a document.</summary>
    /// <exception cref="ProxyValidationException">With fields of the request.</exception>
    /// <exception cref="ProviderException">With the field of the request.</exception>
    public async Task ChangeAsync(IProxyService proxy, Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken)
    {
        var next = new ProxySpec();
        try
        {
            await proxy.ChangeAsync(spec => next = change(spec), by, cancellationToken);
        }
        catch (ProxyValidationException invalid)
        {
            throw new ProxyValidationException([.. invalid.Errors.Select(error => error with { Field = FieldOf(next, error.Field) })]);
        }
        catch (ProviderException failed) when (failed.Field is { } field)
        {
            throw new ProviderException(failed.Reason, failed.Message, failed) { Field = FieldOf(next, field), RetryAfter = failed.RetryAfter };
        }
    }

    private string FieldOf(ProxySpec spec, string field)
    {
        if (Place().Match(field) is not { Success: true } place)
        {
            return field;
        }

        var (list, index, rest) = (place.Groups["list"].Value, int.Parse(place.Groups["index"].Value, CultureInfo.InvariantCulture), place.Groups["rest"].Value);
        var name = list switch
        {
            "listeners" => spec.Listeners.ElementAtOrDefault(index)?.Name,
            "routes" => spec.Routes.ElementAtOrDefault(index)?.Name,
            _ => spec.Upstreams.ElementAtOrDefault(index)?.Name,
        };
        return name is not null && _entries.TryGetValue(name, out var entry) ? entry + Known.GetValueOrDefault($"{list}.{rest}") : field;
    }

    [GeneratedRegex(@"^(?<list>listeners|routes|upstreams)\[(?<index>[0-9]{1,6})\]\.(?<rest>.+)\z")]
    private static partial Regex Place();
}
