namespace Reeve.Plugins.Kubeadm.Steps.Packages;

/// <summary>A Debian package in a file.</summary>
internal sealed record DebianFile
{
    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>What it needs; for each, names of which one is enough.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Needs { get; init; } = [];

    /// <summary>Names that it stands for beside its own.</summary>
    public IReadOnlyList<string> Provides { get; init; } = [];

    /// <summary>Reads what dpkg-deb says of a file's fields.</summary>
    public static DebianFile Parse(string path, string fields)
    {
        // A line that begins with a space goes on with the one before: deb-control(5).
        var values = fields.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new DebianFile
        {
            Path = path,
            Name = values["Package"],
            Version = values["Version"],
            Needs = [.. List(values.GetValueOrDefault("Pre-Depends")).Concat(List(values.GetValueOrDefault("Depends"))).Select(need => (IReadOnlyList<string>)[.. need.Split('|').Select(Plain)])],
            Provides = [.. List(values.GetValueOrDefault("Provides")).Select(Plain)],
        };
    }

    private static string[] List(string? value) => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Without version and architecture: "libc6:any (>= 2.36)".
    private static string Plain(string need) => need.Trim().Split(' ', '(')[0].Split(':')[0];
}
