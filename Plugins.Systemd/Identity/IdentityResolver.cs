using System.Globalization;
using Reeve.Machine.Accounts;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Mounts;
using Reeve.Plugins.Systemd.Seccomp;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>Finds out who a container's processes are, with the defaults of container runtimes.</summary>
/// <param name="machine">The machine's users, which count for programs of the machine.</param>
/// <param name="profiles">Seccomp filters.</param>
internal sealed class IdentityResolver(IAccounts machine, SeccompProfiles profiles)
{
    private const string StrictGroups = "Strict";

    /// <exception cref="MountPlanException">There is no such user or group.</exception>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it would be root, and must not.</exception>
    public ContainerIdentity Resolve(ContainerLaunch launch)
    {
        var context = launch.Container.SecurityContext;
        var pod = launch.Sandbox.Pod.Pod.Spec.SecurityContext;
        var accounts = launch.Image.Form == ImageForms.Layers ? new ImageAccounts(launch.Image.Layers) : machine;
        var (user, imageGroup, account) = UserOf(context, launch.Image.User, accounts);
        if (context.RunAsNonRoot == true && user == 0)
        {
            throw new ProviderException(ErrorReason.Invalid, context.RunAsUser == 0
                ? "container's runAsUser breaks non-root policy"
                : "container has runAsNonRoot and image will run as root");
        }

        ulong? bounding = context.Privileged == true ? null : CapabilitySet.BoundingSet(context.Capabilities);
        var group = (uint?)context.RunAsGroup ?? imageGroup ?? account?.Group ?? 0;
        return new ContainerIdentity
        {
            User = user,
            Group = group,
            Groups = [.. GroupsOf(pod, account, group).Distinct()],
            Bounding = bounding,
            NoNewPrivileges = context.AllowPrivilegeEscalation == false,
            Filter = FilterOf(context, bounding),
            Profile = AppArmor.ProfileOf(context, launch.Sandbox.Pod.Pod, launch.Id.Name),
        };
    }

    private string? FilterOf(SecurityContext context, ulong? bounding)
    {
        try
        {
            return profiles.FilterOf(context.SeccompProfile, bounding);
        }
        catch (SeccompException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The seccomp profile cannot be applied: {exception.Message}.", exception);
        }
    }

    private static (uint User, uint? Group, Account? Account) UserOf(SecurityContext context, string? imageUser, IAccounts accounts)
    {
        if (context.RunAsUser is { } number)
        {
            return ((uint)number, null, accounts.Find((uint)number));
        }

        var name = context.WindowsOptions?.RunAsUserName is { Length: > 0 } given ? given : imageUser;
        if (string.IsNullOrEmpty(name))
        {
            return (0, null, accounts.Find(0));
        }

        var parts = name.Split(':', 2);
        var account = Number(parts[0]) is { } user ? accounts.Find(user) : accounts.Find(parts[0])
            ?? throw new MountPlanException($"There is no user \"{parts[0]}\".");
        uint? group = parts.Length < 2 ? null : Number(parts[1]) ?? accounts.FindGroup(parts[1])
            ?? throw new MountPlanException($"There is no group \"{parts[1]}\".");
        return (account?.User ?? Number(parts[0]) ?? 0, group, account);
    }

    private static IEnumerable<uint> GroupsOf(PodSecurityContext? pod, Account? account, uint primary)
    {
        yield return primary;
        foreach (var group in pod?.SupplementalGroupsPolicy == StrictGroups ? [] : account?.Groups ?? [])
        {
            yield return group;
        }

        foreach (var group in pod?.SupplementalGroups ?? [])
        {
            yield return (uint)group;
        }

        if (pod?.FsGroup is { } owner)
        {
            yield return (uint)owner;
        }
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
