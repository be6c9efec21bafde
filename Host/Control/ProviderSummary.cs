using System.Text.Json;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Plugins.Schemas;

namespace Reeve.Host.Control;

/// <summary>A provider of a plugin.</summary>
internal sealed record ProviderSummary
{
    /// <summary><c>workload</c>, <c>driver</c>, <c>cluster</c> or <c>proxy</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What can be configured.</summary>
    public IReadOnlyList<ProviderOptionSummary> Options { get; init; } = [];

    /// <summary>Sums a provider up.</summary>
    public static ProviderSummary Of(ProviderInfo provider) => new()
    {
        Kind = provider.Kind.ToString().ToLowerInvariant(),
        Name = provider.Name,
        Description = provider.Description.Length == 0 ? null : provider.Description,
        Options = [.. Walk("", provider.Options.Root)],
    };

    private static IEnumerable<ProviderOptionSummary> Walk(string prefix, SchemaNode node)
    {
        foreach (var (name, option) in node.Properties)
        {
            yield return new ProviderOptionSummary
            {
                Key = prefix + name,
                Type = option.Enum.Count > 0
                    ? string.Join(" | ", option.Enum.Select(Text))
                    : string.Join(" or ", option.Types),
                Default = option.Default is { } value ? Text(value) : null,
                Required = node.Required.Contains(name),
                Description = option.Description.Length == 0 ? null : option.Description,
            };
            foreach (var inner in Walk(prefix + name + ".", option))
            {
                yield return inner;
            }
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
