using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Servers. Thread-safe.</summary>
internal sealed class ServerClient(ServiceClient service) : ResourceClient<Server, ServerCreate>(service, new()
{
    Path = "servers",
    ListPath = "servers/detail",
    Plural = "servers",
    Singular = "server",
    Read = CloudJson.Default.Server,
    Write = CloudJson.Default.ServerCreate,
    NameOf = server => server.Name,
    NamePattern = static name => $"^{Regex.Escape(name)}$", // Nova takes it for a regular expression
    TagsOf = server => server.Tags,
}), IServers
{
    private static readonly Microversion s_hostname = new(2, 90);
    private static readonly Microversion s_volumeType = new(2, 67);

    /// <inheritdoc/>
    public Task SetTagsAsync(string id, IReadOnlyList<string> tags, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Put, $"{PathOf(id)}/tags", TagList.Body(tags), true, cancellationToken);

    /// <inheritdoc/>
    public Task SetMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Post, $"{PathOf(id)}/metadata", Metadata(metadata), true, cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceMetadataAsync(string id, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Put, $"{PathOf(id)}/metadata", Metadata(metadata), true, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveMetadataAsync(string id, string key, CancellationToken cancellationToken) =>
        Service.DeleteAsync($"{PathOf(id)}/metadata/{Segment(key)}", cancellationToken);

    /// <inheritdoc/>
    public Task StartAsync(string id, CancellationToken cancellationToken) => ActAsync(id, "os-start", null, cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(string id, CancellationToken cancellationToken) => ActAsync(id, "os-stop", null, cancellationToken);

    /// <inheritdoc/>
    public Task RebootAsync(string id, bool hard, CancellationToken cancellationToken) =>
        ActAsync(id, "reboot", new JsonObject { ["type"] = hard ? "HARD" : "SOFT" }, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> ConsoleAsync(string id, int lines, CancellationToken cancellationToken)
    {
        var answer = await ActAsync(id, "os-getConsoleOutput", new JsonObject { ["length"] = lines }, cancellationToken);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("output", out var output) ? output.GetString() ?? "" : "";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InterfaceAttachment>> InterfacesAsync(string id, CancellationToken cancellationToken)
    {
        var found = await Service.ListAsync($"{PathOf(id)}/os-interface", "interfaceAttachments", cancellationToken);
        return [.. found.Select(item => item.Deserialize(CloudJson.Default.InterfaceAttachment)!)];
    }

    /// <inheritdoc/>
    public Task AttachPortAsync(string id, string portId, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Post, $"{PathOf(id)}/os-interface", Object("interfaceAttachment", new JsonObject { ["port_id"] = portId }), false, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DetachPortAsync(string id, string portId, CancellationToken cancellationToken) =>
        Service.DeleteAsync($"{PathOf(id)}/os-interface/{Segment(portId)}", cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VolumeAttachment>> VolumesAsync(string id, CancellationToken cancellationToken)
    {
        var found = await Service.ListAsync($"{PathOf(id)}/os-volume_attachments", "volumeAttachments", cancellationToken);
        return [.. found.Select(item => item.Deserialize(CloudJson.Default.VolumeAttachment)!)];
    }

    /// <inheritdoc/>
    public async Task<VolumeAttachment> AttachVolumeAsync(string id, string volumeId, CancellationToken cancellationToken)
    {
        var answer = await Service.SendAsync(HttpMethod.Post, $"{PathOf(id)}/os-volume_attachments", Object("volumeAttachment", new JsonObject { ["volumeId"] = volumeId }), false, cancellationToken);
        return answer.GetProperty("volumeAttachment").Deserialize(CloudJson.Default.VolumeAttachment)!;
    }

    /// <inheritdoc/>
    public Task<bool> DetachVolumeAsync(string id, string volumeId, CancellationToken cancellationToken) =>
        Service.DeleteAsync($"{PathOf(id)}/os-volume_attachments/{Segment(volumeId)}", cancellationToken);

    /// <inheritdoc/>
    protected override async Task<JsonElement> WrapAsync(ServerCreate request, CancellationToken cancellationToken)
    {
        var version = await Service.VersionAsync(cancellationToken);
        if (version < s_volumeType && request.BlockDevices?.Any(device => device.VolumeType is not null) == true)
        {
            throw new CloudException($"This Nova speaks {version}; the type of a volume that a server is made with needs {s_volumeType}.") { Reason = ErrorReason.Unsupported, Service = CloudService.Compute };
        }

        var server = JsonSerializer.SerializeToNode(version < s_hostname ? request with { Hostname = null } : request, CloudJson.Default.ServerCreate);
        var body = new JsonObject { ["server"] = server };
        if (request.ServerGroup is { } group)
        {
            body["os:scheduler_hints"] = new JsonObject { ["group"] = group };
        }

        return JsonSerializer.SerializeToElement(body, CloudJson.Default.JsonObject);
    }

    private static JsonElement Metadata(IReadOnlyDictionary<string, string> metadata) =>
        Object("metadata", new JsonObject(metadata.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value))));

    private static JsonElement Object(string name, JsonObject? content) => JsonSerializer.SerializeToElement(new JsonObject { [name] = content }, CloudJson.Default.JsonObject);

    private Task<JsonElement> ActAsync(string id, string action, JsonObject? arguments, CancellationToken cancellationToken) =>
        Service.SendAsync(HttpMethod.Post, $"{PathOf(id)}/action", Object(action, arguments), action == "os-getConsoleOutput", cancellationToken);
}
