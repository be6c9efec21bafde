using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Which entry of a request an object of a document comes from: what is wrong with the object is said of the entry. For one request.</summary>
internal sealed class DocumentFields
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
        if (DocumentNames.Find(spec, field) is not { } name || !_entries.TryGetValue(name, out var entry))
        {
            return field;
        }

        var index = (field.IndexOf('[', StringComparison.Ordinal), field.IndexOf(']', StringComparison.Ordinal));
        return entry + Known.GetValueOrDefault(string.Concat(field.AsSpan(0, index.Item1), field.AsSpan(index.Item2 + 1)));
    }
}
