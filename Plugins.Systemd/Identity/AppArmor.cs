using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>Profiles of AppArmor, where the kernel has it; see apparmor(7).</summary>
internal static class AppArmor
{
    private const string Enabled = "/sys/module/apparmor/parameters/enabled";
    private const string Loaded = "/sys/kernel/security/apparmor/profiles";

    public static bool IsThere { get; } = File.Exists(Enabled) && File.ReadAllText(Enabled).StartsWith('Y');

    /// <summary>The profile that a container's program gets, or null for none.</summary>
    public static string? ProfileOf(SecurityContext context) =>
        context is { Privileged: not true, AppArmorProfile: { Type: SecurityProfileTypes.Localhost, LocalhostProfile: { Length: > 0 } name } } ? name : null;

    /// <summary>Why a profile cannot be had, or null if it can.</summary>
    public static string? Problem(AppArmorProfile profile) => profile.Type switch
    {
        SecurityProfileTypes.RuntimeDefault => "the provider has no AppArmor profile of its own; load one and name it with type Localhost",
        SecurityProfileTypes.Localhost when !IsLoaded(profile.LocalhostProfile ?? "") => $"profile \"{profile.LocalhostProfile}\" is not loaded",
        _ => null,
    };

    // NAME (MODE) in each line
    private static bool IsLoaded(string name) =>
        File.Exists(Loaded) && File.ReadLines(Loaded).Any(line => line.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end && line[..end] == name);
}
