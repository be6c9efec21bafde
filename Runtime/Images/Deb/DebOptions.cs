namespace Reeve.Runtime.Images.Deb;

/// <summary>How Debian packages are installed for pods.</summary>
public sealed record DebOptions
{
    /// <summary>Where lists, archives and downloads are kept; made when it is needed.</summary>
    public required string Directory { get; init; }

    /// <summary>Repositories besides the machine's, for calls of the agent alone.</summary>
    public IReadOnlyList<DebRepository> Repositories { get; init; } = [];

    /// <summary>Whether the machine's own repositories (<c>/etc/apt</c>) are used as well.</summary>
    /// <value>True.</value>
    public bool MachineSources { get; init; } = true;

    /// <summary>Whether a package file by its address needs a checksum.</summary>
    /// <value>True.</value>
    public bool RequireChecksum { get; init; } = true;

    /// <summary>How old the lists of packages may get before they are fetched again.</summary>
    /// <value>1 h.</value>
    public TimeSpan ListsAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long another package manager is waited for, and each step may take.</summary>
    /// <value>10 min.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);
}
