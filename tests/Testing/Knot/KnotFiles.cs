namespace Reeve.Testing.Knot;

/// <summary>Where the files of knot are: <c>eng/components/knot</c> knows.</summary>
internal static class KnotFiles
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("knot/build.sh"));

    /// <summary>Why they cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The directory that holds them.</summary>
    public static string Directory => Found.Value.Path ?? throw new InvalidOperationException(Missing);
}
