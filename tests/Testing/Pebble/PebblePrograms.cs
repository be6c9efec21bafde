namespace Reeve.Testing.Pebble;

/// <summary>Where the programs of pebble are: <c>eng/components/pebble</c> knows.</summary>
internal static class PebblePrograms
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("pebble/build.sh"));

    /// <summary>Why they cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The directory that holds them.</summary>
    public static string Directory => Found.Value.Path ?? throw new InvalidOperationException(Missing);
}
