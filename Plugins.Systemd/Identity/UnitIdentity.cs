using System.Globalization;
using Reeve.Containers;
using Reeve.Machine;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;

namespace Reeve.Plugins.Systemd.Identity;

/// <summary>
/// Who a container's processes are. systemd takes on only users and groups that the machine has accounts for; Kubernetes gives
/// numbers. Where a pod names one, setpriv(1) takes it on inside the unit.
/// </summary>
internal static class UnitIdentity
{
    private const string Program = "/usr/bin/setpriv";
    private const string EndOfOptions = "--";

    /// <summary>The number of the kernel's last capability.</summary>
    public static int LastCapability { get; } = ReadLastCapability();

    public static IEnumerable<UnitProperty> Properties(ContainerLaunch launch)
    {
        if (launch.Container.SecurityContext.AllowPrivilegeEscalation == false)
        {
            yield return UnitProperty.Of("NoNewPrivileges", true);
        }

        if (!NamesUser(launch) && BoundingSet(launch) is { } set)
        {
            yield return UnitProperty.Of("CapabilityBoundingSet", set);
        }
    }

    /// <summary>What goes before a program to take on its identity; empty where systemd does it.</summary>
    public static IReadOnlyList<string> Prefix(ContainerLaunch launch) => NamesUser(launch) ? PrefixOf(launch) : [];

    /// <summary>What goes before a command in a running container, so that it is who the container is.</summary>
    public static IReadOnlyList<string> Prefix(UnitFields fields, UnitState state)
    {
        if (fields.Identity.Count > 0)
        {
            return fields.Identity;
        }

        List<string> options = [Program];
        if (state.Properties.GetValueOrDefault("CapabilityBoundingSet") is ulong set)
        {
            options.AddRange(Capabilities(set));
        }

        if (state.Properties.GetValueOrDefault("NoNewPrivileges") is true)
        {
            options.Add("--no-new-privs");
        }

        return options.Count > 1 ? [.. options, EndOfOptions] : [];
    }

    private static List<string> PrefixOf(ContainerLaunch launch)
    {
        var context = launch.Container.SecurityContext;
        var pod = launch.Sandbox.Pod.Pod.Spec.SecurityContext;
        var group = context.RunAsGroup ?? 0;
        List<long> groups = [group, .. pod?.SupplementalGroups ?? [], .. pod?.FsGroup is { } owner ? new[] { owner } : []];
        List<string> arguments =
        [
            Program,
            string.Create(CultureInfo.InvariantCulture, $"--reuid={context.RunAsUser ?? 0}"),
            string.Create(CultureInfo.InvariantCulture, $"--regid={group}"),
            "--groups=" + string.Join(',', groups.Distinct().Select(number => number.ToString(CultureInfo.InvariantCulture))),
        ];
        if (BoundingSet(launch) is { } set)
        {
            arguments.AddRange(Capabilities(set));
        }

        return [.. arguments, EndOfOptions];
    }

    private static IEnumerable<string> Capabilities(ulong set)
    {
        var missing = string.Join(',', CapabilitySet.Missing(set, LastCapability).Select(name => "-" + name));
        return missing.Length == 0 ? [] : ["--bounding-set=" + missing, "--inh-caps=-all"];
    }

    private static bool NamesUser(ContainerLaunch launch)
    {
        var context = launch.Container.SecurityContext;
        return context.RunAsUser is not null || context.RunAsGroup is not null
            || launch.Sandbox.Pod.Pod.Spec.SecurityContext is { SupplementalGroups.Count: > 0 } or { FsGroup: not null };
    }

    private static ulong? BoundingSet(ContainerLaunch launch)
    {
        var context = launch.Container.SecurityContext;
        return context.Privileged == true ? null : CapabilitySet.BoundingSet(context.Capabilities);
    }

    private static int ReadLastCapability()
    {
        const string File = "/proc/sys/kernel/cap_last_cap";
        return System.IO.File.Exists(File) ? int.Parse(System.IO.File.ReadAllText(File), CultureInfo.InvariantCulture) : 40;
    }
}
