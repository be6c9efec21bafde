using System.Text.Json.Serialization;

namespace Reeve.Host.Packages.Wire;

/// <summary>What is asked for.</summary>
internal sealed record PackageRequest
{
    /// <summary>Package ids; what none means depends on the verb.</summary>
    public IReadOnlyList<string> Ids { get; set; } = [];

    /// <summary>A version, which is taken exactly, or a range as NuGet writes them, such as <c>[1.2,2.0)</c> or <c>1.*</c>.</summary>
    public string? Version { get; set; }

    /// <summary>The one source to use: the name or address of a configured one, or another address or directory.</summary>
    public string? Source { get; set; }

    /// <summary>Take pre-releases.</summary>
    public bool Prerelease { get; set; }

    /// <summary>Take a version below the installed one.</summary>
    public bool AllowDowngrade { get; set; }

    /// <summary>Say what would be done, and do nothing.</summary>
    public bool DryRun { get; set; }

    /// <summary>With a lock: remove plugins that it does not name.</summary>
    public bool Prune { get; set; }

    /// <summary>What to restore.</summary>
    public LockDocument? Lock { get; set; }

    /// <summary>Whether <see cref="Source"/> must be one that the agent's configuration names: whoever asks from afar may not name others.</summary>
    [JsonIgnore]
    public bool OnlyConfiguredSources { get; set; }
}
