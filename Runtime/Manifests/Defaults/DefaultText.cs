namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>To the API an empty text is the same as none.</summary>
internal static class DefaultText
{
    public static string Or(this string? value, string fallback) => value is { Length: > 0 } ? value : fallback;

    public static int Or(this int? value, int fallback) => value is null or 0 ? fallback : value.Value;
}
