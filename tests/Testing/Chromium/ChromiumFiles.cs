namespace Reeve.Testing.Chromium;

/// <summary>Where Chromium and axe-core are: <c>eng/components/chromium</c> knows.</summary>
public static class ChromiumFiles
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("chromium/build.sh"));

    /// <summary>Why they cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The browser.</summary>
    public static string Program => Path.Combine(Root, "chromium");

    /// <summary>axe-core: one script.</summary>
    public static string Axe => Path.Combine(Root, "axe.min.js");

    private static string Root => Found.Value.Path ?? throw new InvalidOperationException(Missing);
}
