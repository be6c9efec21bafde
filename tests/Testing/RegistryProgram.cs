namespace Reeve.Testing;

/// <summary>Where the program of a registry is: <c>eng/components/registry</c> knows.</summary>
public static class RegistryProgram
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("registry/build.sh"));

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Its path.</summary>
    public static string Path => Found.Value.Path ?? throw new InvalidOperationException(Missing);
}
