using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;

namespace Reeve.Plugins.OpenStack.Client.Placement;

/// <summary>Placement. Thread-safe.</summary>
internal sealed class PlacementClient(ServiceClient service) : IPlacement
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ResourceProvider>> ProvidersAsync(CancellationToken cancellationToken)
    {
        var found = await service.ListAsync("resource_providers", "resource_providers", cancellationToken);
        return [.. found.Select(item => item.Deserialize(CloudJson.Default.ResourceProvider)!)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Inventory>> InventoriesAsync(string provider, CancellationToken cancellationToken)
    {
        var answer = await service.GetAsync($"resource_providers/{Uri.EscapeDataString(provider)}/inventories", cancellationToken);
        return Fields(answer, "inventories").ToDictionary(field => field.Name, field => field.Value.Deserialize(CloudJson.Default.Inventory)!);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> UsagesAsync(string provider, CancellationToken cancellationToken)
    {
        var answer = await service.GetAsync($"resource_providers/{Uri.EscapeDataString(provider)}/usages", cancellationToken);
        return Amounts(answer, "usages");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>> AllocationsAsync(string consumer, CancellationToken cancellationToken)
    {
        var answer = await service.GetAsync($"allocations/{Uri.EscapeDataString(consumer)}", cancellationToken);
        return Fields(answer, "allocations").ToDictionary(field => field.Name, field => Amounts(field.Value, "resources"));
    }

    private static IReadOnlyDictionary<string, long> Amounts(JsonElement element, string name) => Fields(element, name).ToDictionary(field => field.Name, field => field.Value.GetInt64());

    private static IEnumerable<JsonProperty> Fields(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];
}
