namespace Reeve.Testing;

/// <summary>Where the program of a registry is: <c>eng/components/registry</c> knows.</summary>
public static class RegistryProgram
{
    private static readonly Lazy<(string? Path, string? Missing)> Found = new(Find);

    /// <summary>Why it cannot be used, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Its path.</summary>
    public static string Path => Found.Value.Path ?? throw new InvalidOperationException(Missing);

    private static (string?, string?) Find()
    {
        using var process = Tool.Start(System.IO.Path.Combine(Repository.Root, "eng", "components", "registry", "build.sh"), ["--find"]);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? (output, null) : (null, error.GetAwaiter().GetResult().Trim());
    }
}
