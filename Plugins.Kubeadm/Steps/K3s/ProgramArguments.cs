namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>k3s' program of a version.</summary>
internal sealed record ProgramArguments
{
    /// <summary>The version with its build.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path where it is put.</summary>
    public required string Path { get; init; }

    /// <summary>Absolute path or URL that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path or URL of the release's checksums; not asked where the checksum is given.</summary>
    public required string Checksums { get; init; }

    /// <summary>The program's name in the checksums.</summary>
    public required string Name { get; init; }

    /// <summary>Hex SHA-256, where it is given.</summary>
    public string Sha256 { get; init; } = "";
}
