using Reeve.Runtime.Plugins.Discovery;
using Reeve.Runtime.Plugins.Loading;

namespace Reeve.Runtime.Plugins;

/// <summary>Makes <see cref="PluginInfo"/> of what was found.</summary>
internal static class PluginInfos
{
    public static PluginInfo Of(PluginCandidate candidate, PluginStatus status, string reason) => new()
    {
        Id = candidate.Id,
        Version = candidate.Version,
        Status = status,
        Reason = reason,
        Path = candidate.Path,
        Contract = candidate.Manifest?.Contract.ToString() ?? "",
        Description = candidate.Manifest?.Description ?? "",
        Authors = candidate.Manifest?.Authors ?? [],
        License = candidate.Manifest?.License ?? "",
        Homepage = candidate.Manifest?.Homepage ?? "",
        Providers = candidate.Manifest?.Provides ?? [],
        Warnings = candidate.Manifest?.Warnings ?? [],
    };

    public static PluginInfo Of(PluginCandidate candidate, PluginLoadException fault) => Of(candidate, fault.Status, fault.Message);

    public static PluginInfo Active(LoadedPlugin plugin, string reason = "") =>
        Of(plugin.Candidate, PluginStatus.Active, reason) with { Providers = plugin.Providers };

    public static PluginInfo Gone(string id, IReadOnlyList<string> instances) => new()
    {
        Id = id,
        Status = PluginStatus.Disabled,
        Reason = $"Its directory is gone, and {string.Join(", ", instances)} cannot be served until it is back; workloads go on meanwhile.",
        Path = "",
    };
}
