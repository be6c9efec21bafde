using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Reeve.Plugins.OpenStack.Client.Http;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>One kind of thing of a service. Thread-safe.</summary>
internal class ResourceClient<T, TCreate>(ServiceClient service, ResourceKind<T, TCreate> kind) : IResources<T, TCreate>
{
    /// <summary>The service.</summary>
    protected ServiceClient Service => service;

    /// <summary>The kind.</summary>
    protected ResourceKind<T, TCreate> Kind => kind;

    /// <inheritdoc/>
    public virtual async Task<IReadOnlyList<T>> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var items = await service.ListAsync((kind.ListPath ?? kind.Path) + Query(query), kind.Plural, cancellationToken);
        return [.. items.Select(item => Unwrap(item)).Where(item => Matches(item, query))];
    }

    /// <inheritdoc/>
    public async Task<T> GetAsync(string id, CancellationToken cancellationToken) => Unwrap(await service.GetAsync(PathOf(id), cancellationToken));

    /// <inheritdoc/>
    public virtual async Task<T> CreateAsync(TCreate request, CancellationToken cancellationToken) =>
        Unwrap(await service.SendAsync(HttpMethod.Post, kind.Path, await WrapAsync(request, cancellationToken), false, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => service.DeleteAsync(PathOf(id), cancellationToken);

    /// <summary>The path of one.</summary>
    protected string PathOf(string id) => $"{kind.Path}/{Segment(id)}";

    /// <summary>The body that makes one.</summary>
    protected virtual Task<JsonElement> WrapAsync(TCreate request, CancellationToken cancellationToken) => Task.FromResult(Wrap(request, kind.Write));

    /// <summary>Puts the kind's field around something.</summary>
    protected JsonElement Wrap<TBody>(TBody body, JsonTypeInfo<TBody> type) => kind.Singular is { } name
        ? JsonSerializer.SerializeToElement(new JsonObject { [name] = JsonSerializer.SerializeToNode(body, type) }, CloudJson.Default.JsonObject)
        : JsonSerializer.SerializeToElement(body, type);

    /// <summary>Reads one, with or without the field around it.</summary>
    protected T Unwrap(JsonElement element)
    {
        if (kind.Singular is { } name && element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            element = inner;
        }

        try
        {
            return element.ValueKind == JsonValueKind.Object && element.Deserialize(kind.Read) is { } found ? found : throw Strange(null);
        }
        catch (JsonException exception)
        {
            throw Strange(exception);
        }
    }

    /// <summary>A text as a segment of a path.</summary>
    /// <exception cref="CloudException"><see cref="ErrorReason.Invalid"/>: it is empty or would leave its place.</exception>
    protected static string Segment(string id) => id is not ("" or "." or "..") ? Uri.EscapeDataString(id)
        : throw new CloudException($"\"{id}\" is no id.") { Reason = ErrorReason.Invalid };

    // What a service does not know of its filters it leaves out without a word: so names and tags are compared once more.
    private bool Matches(T item, ResourceQuery query) =>
        (query.Name is null || kind.NameOf?.Invoke(item) == query.Name) &&
        (query.Tags.Count == 0 || (kind.TagsOf is { } tagsOf && query.Tags.All(tagsOf(item).Contains)));

    private string Query(ResourceQuery query)
    {
        if ((query.Name is not null && kind.NameOf is null) || (query.Tags.Count > 0 && kind.TagsOf is null))
        {
            throw new CloudException($"{kind.Plural} cannot be looked for by {(kind.NameOf is null && query.Name is not null ? "name" : "tag")}.") { Reason = ErrorReason.Unsupported, Service = service.Service };
        }

        var fields = new List<KeyValuePair<string, string>>(query.Fields);
        if (query.Name is { } name && kind.NameField is { } field)
        {
            fields.Add(new(field, kind.NamePattern(name)));
        }

        if (query.Tags.Count > 0 && kind.TagsField is { } tagsField)
        {
            fields.AddRange(kind.TagByTag ? query.Tags.Select(tag => new KeyValuePair<string, string>(tagsField, tag)) : [new(tagsField, string.Join(',', query.Tags))]);
        }

        if (query.PageSize is { } size)
        {
            fields.Add(new("limit", size.ToString(CultureInfo.InvariantCulture)));
        }

        return fields.Count == 0 ? "" : "?" + string.Join('&', fields.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
    }

    private CloudException Strange(Exception? cause) => new($"{service.Service} answers something that is none of its {kind.Plural}.", cause)
    {
        Reason = ErrorReason.Transient,
        Service = service.Service,
        MayHaveHappened = true,
    };
}
