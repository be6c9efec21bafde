namespace Reeve.Testing.Nginx;

/// <summary>Where nginx is: <c>eng/components/nginx</c> knows.</summary>
public static class NginxProgramFile
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(static () => ComponentScript.Find("nginx/build.sh"));

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>The program; its modules are where it looks for them by itself.</summary>
    public static string Path => Found.Value.Path ?? throw new InvalidOperationException(Missing);
}
