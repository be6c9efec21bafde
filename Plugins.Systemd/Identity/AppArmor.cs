using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>Profiles of AppArmor, where the kernel has it; see apparmor(7).</summary>
/// <param name="sys">Where the kernel's files are.</param>
internal sealed class AppArmor(string sys = "/sys")
{
    // By which containers named their profiles before they had a field for it, which API servers before 1.30 know alone.
    private const string Annotation = "container.apparmor.security.beta.kubernetes.io/";
    private const string Local = "localhost/";

    private readonly string _loaded = Path.Combine(sys, "kernel/security/apparmor/profiles");

    public bool IsThere { get; } = File.Exists(Path.Combine(sys, "module/apparmor/parameters/enabled"))
        && File.ReadAllText(Path.Combine(sys, "module/apparmor/parameters/enabled")).StartsWith('Y');

    /// <summary>The profile that a container's program gets, or null for none.</summary>
    public static string? ProfileOf(SecurityContext context, Pod pod, string container) =>
        context.Privileged != true && (context.AppArmorProfile ?? Annotated(pod, container)) is { Type: SecurityProfileTypes.Localhost, LocalhostProfile: { Length: > 0 } name } ? name : null;

    /// <summary>The profile that an annotation of the pod names for a container; null if there is none.</summary>
    public static AppArmorProfile? Annotated(Pod pod, string container) => pod.Metadata.Annotations.GetValueOrDefault(Annotation + container) switch
    {
        null => null,
        "unconfined" => new AppArmorProfile { Type = SecurityProfileTypes.Unconfined },
        "runtime/default" => new AppArmorProfile { Type = SecurityProfileTypes.RuntimeDefault },
        var text when text.StartsWith(Local, StringComparison.Ordinal) => new AppArmorProfile { Type = SecurityProfileTypes.Localhost, LocalhostProfile = text[Local.Length..] },
        var text => new AppArmorProfile { Type = text },
    };

    /// <summary>The field of such an annotation.</summary>
    public static string FieldOf(string container) => $"metadata.annotations[{Annotation}{container}]";

    /// <summary>Why a profile cannot be had, or null if it can.</summary>
    public string? Problem(AppArmorProfile profile) => profile.Type switch
    {
        SecurityProfileTypes.Unconfined => null,
        SecurityProfileTypes.RuntimeDefault or SecurityProfileTypes.Localhost when !IsThere => "Cannot enforce AppArmor: AppArmor is not enabled on the host",
        SecurityProfileTypes.RuntimeDefault => "the provider has no AppArmor profile of its own; load one and name it with type Localhost",
        SecurityProfileTypes.Localhost => IsLoaded(profile.LocalhostProfile ?? "") ? null : $"profile \"{profile.LocalhostProfile}\" is not loaded",
        _ => $"invalid AppArmor profile name: \"{profile.Type}\"",
    };

    // NAME (MODE) in each line
    private bool IsLoaded(string name) =>
        File.Exists(_loaded) && File.ReadLines(_loaded).Any(line => line.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end && line[..end] == name);
}
