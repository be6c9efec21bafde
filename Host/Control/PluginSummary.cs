using Reeve.Runtime.Plugins;

namespace Reeve.Host.Control;

/// <summary>A plugin and its state, for people and scripts.</summary>
internal sealed record PluginSummary
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, or null if it is not known.</summary>
    public string? Version { get; init; }

    /// <summary><c>Active</c>, <c>Disabled</c>, <c>Incompatible</c>, <c>Malfunctioned</c> or <c>Superseded</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why, unless it is active.</summary>
    public string? Reason { get; init; }

    /// <summary>What it provides.</summary>
    public IReadOnlyList<ProviderSummary> Provides { get; init; } = [];

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Versions of the contract that it works with.</summary>
    public string? Contract { get; init; }

    /// <summary>SPDX expression.</summary>
    public string? License { get; init; }

    /// <summary>Who made it.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Where more is written about it.</summary>
    public string? Homepage { get; init; }

    /// <summary>Faults that do not keep it from working.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Open instances of its providers.</summary>
    public int Instances { get; init; }

    /// <summary>Where it lies.</summary>
    public required string Path { get; init; }

    /// <summary>Sums a plugin up.</summary>
    public static PluginSummary Of(PluginInfo plugin) => new()
    {
        Id = plugin.Id,
        Version = OrNull(plugin.Version),
        Status = plugin.Status.ToString(),
        Reason = OrNull(plugin.Reason),
        Provides = [.. plugin.Providers.Select(ProviderSummary.Of)],
        Description = OrNull(plugin.Description),
        Contract = OrNull(plugin.Contract),
        License = OrNull(plugin.License),
        Authors = plugin.Authors,
        Homepage = OrNull(plugin.Homepage),
        Warnings = [.. plugin.Warnings.Select(warning => warning.ToString())],
        Instances = plugin.Instances,
        Path = plugin.Path,
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
