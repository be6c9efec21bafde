namespace Reeve.Host.Packages.Archives;

/// <summary>Names of files in a package, which nobody has checked yet.</summary>
internal static class EntryName
{
    private const int MostCharacters = 255;

    /// <summary>The name as a relative path with forward slashes.</summary>
    /// <param name="raw">As the archive has it: characters may be escaped as in an address.</param>
    /// <param name="path">The path.</param>
    /// <returns>Why it is not taken; null if it is.</returns>
    public static string? Read(string raw, out string path)
    {
        path = Uri.UnescapeDataString(raw);
        return Problem(raw) ?? Problem(path);
    }

    private static string? Problem(string name)
    {
        if (name.Length is 0 or > MostCharacters)
        {
            return "must have 1 to 255 characters";
        }

        if (name.Any(char.IsControl))
        {
            return "must not hold control characters";
        }

        // Colon and backslash lead out of a directory on other systems; a package is the same everywhere.
        return name[0] is '/' or '~' || name.AsSpan().ContainsAny('\\', ':') || name.Split('/').Any(static segment => segment is "" or "." or "..")
            ? "leads out of the plugin's directory"
            : null;
    }
}
