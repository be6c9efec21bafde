using Reeve.Kubernetes;

namespace Reeve.Host.Configuration;

/// <summary>Reads <c>key=value</c> and <c>key=value:Effect</c>.</summary>
internal static class PairText
{
    private static readonly string[] Effects = [TaintEffects.NoSchedule, TaintEffects.PreferNoSchedule, TaintEffects.NoExecute];

    /// <summary>Reads a pair; a value may be empty.</summary>
    /// <returns>Null if there is no key.</returns>
    public static KeyValuePair<string, string>? Read(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var key = (equals < 0 ? text : text[..equals]).Trim();
        return key.Length == 0 ? null : new(key, equals < 0 ? "" : text[(equals + 1)..].Trim());
    }

    /// <summary>Reads pairs that were checked; the last one of a key wins.</summary>
    public static IReadOnlyDictionary<string, string> ReadAll(IEnumerable<string> texts) =>
        texts.Select(Read).OfType<KeyValuePair<string, string>>().GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);

    /// <summary>Reads a resource and its amount.</summary>
    /// <returns>Null if it is none.</returns>
    public static KeyValuePair<string, Quantity>? ReadQuantity(string text) =>
        Read(text) is { } pair && Quantity.TryParse(pair.Value, out var quantity) && quantity.Sign >= 0 ? new(pair.Key, quantity) : null;

    /// <summary>Reads a taint as kubectl writes it.</summary>
    /// <returns>Null if it is none.</returns>
    public static Taint? ReadTaint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && Effects.FirstOrDefault(effect => effect == text[(colon + 1)..]) is { } known && Read(text[..colon]) is { } pair
            ? new Taint { Key = pair.Key, Value = pair.Value.Length > 0 ? pair.Value : null, Effect = known }
            : null;
    }
}
