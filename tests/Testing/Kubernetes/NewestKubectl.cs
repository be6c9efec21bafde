namespace Reeve.Testing.Kubernetes;

/// <summary>A kubectl that is newer than the control plane: <c>eng/components/kubectl</c> fetches it.</summary>
public static class NewestKubectl
{
    private static readonly Lazy<(string? Program, string? Missing)> Found = new(Find);

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Its path.</summary>
    public static string Program => Found.Value.Program ?? throw new InvalidOperationException(Missing);

    private static (string?, string?) Find()
    {
        using var process = Tool.Start(Path.Combine(Repository.Root, "eng", "components", "kubectl", "build.sh"), ["--find"]);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? (output, null) : (null, error.GetAwaiter().GetResult().Trim());
    }
}
