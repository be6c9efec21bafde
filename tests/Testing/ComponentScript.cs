namespace Reeve.Testing;

/// <summary>Asks the scripts below <c>eng/components</c> where what they provide is.</summary>
public static class ComponentScript
{
    /// <summary>Runs a script with <c>--find</c>, which builds nothing.</summary>
    /// <param name="path">The script below <c>eng/components</c>: <c>registry/build.sh</c>.</param>
    /// <returns>What it found, or why there is nothing.</returns>
    public static (string? Found, string? Missing) Find(string path)
    {
        using var process = Tool.Start(Path.Combine(Repository.Root, "eng", "components", path), ["--find"]);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? (output, null) : (null, error.GetAwaiter().GetResult().Trim());
    }
}
