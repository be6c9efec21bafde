using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Kubernetes;

/// <summary>
/// Items of collections are never null: like the API server, null text is read as empty text; a null object is refused, since it
/// says nothing that could be meant.
/// </summary>
internal static class NullItems
{
    public static void Apply(JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable)
        {
            type.OnDeserialized = static collection => CheckList(collection);
        }
        else if (type.Kind is JsonTypeInfoKind.Dictionary)
        {
            type.OnDeserialized = static collection => CheckMap(collection);
        }
    }

    private static void CheckList(object collection)
    {
        if (collection is List<string> texts)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                texts[i] ??= "";
            }
        }
        else if (collection is IList items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is null)
                {
                    throw new JsonException($"Item {i} of the list is null.");
                }
            }
        }
    }

    private static void CheckMap(object collection)
    {
        if (collection is Dictionary<string, string> texts)
        {
            foreach (var key in texts.Where(static pair => pair.Value is null).Select(static pair => pair.Key).ToList())
            {
                texts[key] = "";
            }
        }
        else if (collection is Dictionary<string, IReadOnlyList<string>> lists && lists.Any(static pair => pair.Value is null))
        {
            throw new JsonException("A list in the map is null.");
        }
    }
}
