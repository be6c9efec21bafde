namespace Reeve.Testing.Kubernetes;

/// <summary>A kubectl that is newer than the control plane: <c>eng/components/kubectl</c> fetches it.</summary>
public static class NewestKubectl
{
    private static readonly Lazy<(string? Program, string? Missing)> Found = new(static () => ComponentScript.Find("kubectl/build.sh"));

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Its path.</summary>
    public static string Program => Found.Value.Program ?? throw new InvalidOperationException(Missing);
}
