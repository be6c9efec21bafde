namespace Reeve.Runtime.Images.Deb.Units;

/// <summary>Lists of variables.</summary>
internal static class VariableLists
{
    /// <summary>By name; the last of a name counts.</summary>
    public static IReadOnlyDictionary<string, string> ToDictionaryOfLast(this IEnumerable<KeyValuePair<string, string>> variables)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            result[name] = value;
        }

        return result;
    }
}
