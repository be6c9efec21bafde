using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Reads pages of lists. Each service links the next one in its own way.</summary>
internal static class PageReader
{
    /// <summary>What a page holds; null: it is none.</summary>
    public static IEnumerable<JsonElement>? Items(JsonElement page, string key) =>
        page.ValueKind == JsonValueKind.Object && page.TryGetProperty(key, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : null;

    /// <summary>The path and query of the next page; null: there is none.</summary>
    /// <param name="page">The page.</param>
    /// <param name="key">The field that holds the list.</param>
    /// <param name="path">The page's own path and query.</param>
    /// <remarks>Only the query of the link is taken: behind proxies the rest often names addresses that lead nowhere.</remarks>
    public static string? Next(JsonElement page, string key, string path)
    {
        if (Link(page, key) is not { } link)
        {
            return null;
        }

        var query = link.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? null : path.Split('?')[0] + link[query..];
    }

    private static string? Link(JsonElement page, string key)
    {
        // Nova, Neutron, Cinder, Octavia: [{"rel": "next", "href": …}] beside the list.
        if (page.TryGetProperty($"{key}_links", out var links) && links.ValueKind == JsonValueKind.Array)
        {
            return links.EnumerateArray().Where(link => Text(link, "rel") == "next").Select(link => Text(link, "href")).FirstOrDefault();
        }

        // Keystone and Designate: {"next": …}; Glance: "next".
        return page.TryGetProperty("links", out links) ? Text(links, "next") : Text(page, "next");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
