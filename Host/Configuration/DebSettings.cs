using System.Text.Json.Nodes;

namespace Reeve.Host.Configuration;

/// <summary>Settings of images that are Debian packages.</summary>
internal sealed record DebSettings
{
    /// <summary>Repositories.</summary>
    [Setting(
        "Repositories of packages for pods, known to the agent's own calls of apt alone. Each has a `name`, `uris`, `suites`, `components`, and either `signedBy` "
        + "(the absolute path of a file of keys) or `trusted: true`; it may have `namespaces` (whose pods see it; otherwise all), `login` and "
        + "`passwordFile`.")]
    public IReadOnlyList<JsonObject> Repositories { get; init; } = [];

    /// <summary>The machine's own.</summary>
    [Setting("Whether the machine's own repositories (`/etc/apt`) are used as well.")]
    public bool MachineSources { get; init; } = true;

    /// <summary>Checksums.</summary>
    [Setting("Whether an image that is the address of a package file needs a checksum, as `https://host/name.deb#sha256=…`.")]
    public bool RequireChecksum { get; init; } = true;

    /// <summary>Age of lists.</summary>
    [Setting("How old lists of packages may get before they are fetched again for a package that has to be installed.")]
    public Duration ListsAge { get; init; } = new(TimeSpan.FromHours(1));

    /// <summary>Deadline.</summary>
    [Setting("How long another package manager is waited for, and how long each step of an installation may take.")]
    public Duration Deadline { get; init; } = new(TimeSpan.FromMinutes(10));
}
