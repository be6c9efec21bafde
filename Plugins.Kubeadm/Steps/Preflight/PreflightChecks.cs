using System.Globalization;

namespace Reeve.Plugins.Kubeadm.Steps.Preflight;

/// <summary>What a machine lacks for a cluster. Pure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/#before-you-begin.</remarks>
internal static class PreflightChecks
{
    /// <summary>What is wrong, in the order in which one would look.</summary>
    public static IEnumerable<PreflightProblem> Find(PreflightArguments arguments, MachineFacts machine) =>
        All(arguments, machine).Where(problem => !arguments.Ignored.Contains(problem.Check, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<PreflightProblem> All(PreflightArguments arguments, MachineFacts machine)
    {
        if (!machine.IsRoot)
        {
            yield return new("IsPrivilegedUser", "the agent does not run as root", "run it as root, since a cluster changes the whole machine");
        }

        if (machine.HasCluster)
        {
            yield return new("ExistingCluster", $"there is a cluster already ({KubernetesPaths.AdminKubeconfig})", "delete it, or remove it with kubeadm reset");
        }

        if (machine.Processors < arguments.Processors)
        {
            yield return new("NumCPU", Text($"{machine.Processors} processors are fewer than {arguments.Processors}"), "give the machine more, or ignore NumCPU");
        }

        if (machine.MemoryMegabytes < arguments.MemoryMegabytes)
        {
            yield return new("Mem", Text($"{machine.MemoryMegabytes} MiB of memory are fewer than {arguments.MemoryMegabytes}"), "give the machine more, or ignore Mem");
        }

        if (arguments.Address.Length > 0 && !machine.Addresses.Contains(arguments.Address))
        {
            yield return new("Address", $"this machine does not have the address {arguments.Address}", $"set advertiseAddress to one of {string.Join(", ", machine.Addresses)}");
        }

        foreach (var port in arguments.Ports.Where(machine.PortsInUse.Contains))
        {
            yield return new(Text($"Port-{port}"), Text($"port {port} is in use"), Text($"stop the program that \"ss -ltnp sport = :{port}\" names"));
        }

        foreach (var program in arguments.Programs.Where(program => !machine.HasProgram(program)))
        {
            yield return new($"FileExisting-{Path.GetFileName(program)}", $"{program} is missing", Remedy(program));
        }

        foreach (var directory in arguments.Directories.Where(directory => !machine.HasDirectory(directory)))
        {
            yield return new("DirExisting", $"there is no directory {directory}", "make it, or correct the option that names it");
        }
    }

    private static string Remedy(string program) => program switch
    {
        _ when Path.IsPathFullyQualified(program) => "put it there, or correct the option programs.directory",
        "ip" => "install the package iproute2",
        "mount" or "umount" => "install the package mount",
        "modprobe" => "install the package kmod",
        "sysctl" => "install the package procps",
        "ctr" => "install the package containerd, or containerd.io",
        "crictl" => "install the package cri-tools",
        _ => $"install the package {program}",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
