using System.Globalization;

namespace Reeve.Distributions.Machine;

/// <summary>Modules and kernel parameters that a cluster needs, and their files. Pure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/setup/production-environment/container-runtimes/; modules-load.d(5), sysctl.d(5).</remarks>
public static class KernelFiles
{
    /// <summary>Where the modules to load at boot are listed.</summary>
    public const string ModulesPath = "/etc/modules-load.d/reeve-kubernetes.conf";

    /// <summary>Where the kernel parameters to set at boot are.</summary>
    public const string ParametersPath = "/etc/sysctl.d/90-reeve-kubernetes.conf";

    /// <summary>Modules.</summary>
    public static IReadOnlyList<string> Modules { get; } = ["overlay", "br_netfilter"];

    /// <summary>Kernel parameters by name.</summary>
    /// <param name="dualStack">Whether pods have addresses of IPv6 too.</param>
    public static IReadOnlyDictionary<string, string> Parameters(bool dualStack)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["net.bridge.bridge-nf-call-ip6tables"] = "1",
            ["net.bridge.bridge-nf-call-iptables"] = "1",
            ["net.ipv4.ip_forward"] = "1",
        };
        if (dualStack)
        {
            parameters["net.ipv6.conf.all.forwarding"] = "1";
        }

        return parameters;
    }

    /// <summary>Kernel parameters that the kubelet and kube-proxy set when they start.</summary>
    public static IReadOnlyList<string> ParametersOfPrograms { get; } =
    [
        "kernel.keys.root_maxbytes", "kernel.keys.root_maxkeys", "kernel.panic", "kernel.panic_on_oops", "net.ipv4.conf.all.route_localnet",
        "net.netfilter.nf_conntrack_max", "net.netfilter.nf_conntrack_tcp_timeout_close_wait", "net.netfilter.nf_conntrack_tcp_timeout_established",
        "vm.overcommit_memory", "vm.panic_on_oom",
    ];

    /// <summary>Writes <see cref="ModulesPath"/>.</summary>
    public static string WriteModules() => string.Concat(Modules.Select(module => $"{module}\n"));

    /// <summary>Writes <see cref="ParametersPath"/>.</summary>
    /// <param name="parameters">Kernel parameters by name.</param>
    public static string WriteParameters(IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return string.Concat(parameters.Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Key} = {parameter.Value}\n")));
    }

    /// <summary>Where the kernel shows a parameter: <c>/proc/sys/net/ipv4/ip_forward</c>.</summary>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it would lead elsewhere.</exception>
    public static string PathOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        // A dot and a slash change places: names of network devices may hold dots (sysctl(8)).
        var path = string.Concat(parameter.Select(letter => letter switch { '.' => '/', '/' => '.', _ => letter }));
        return path.Split('/').Any(part => part is "" or "." or "..")
            ? throw new ProviderException(ErrorReason.Invalid, $"\"{parameter}\" is no name of a kernel parameter.")
            : $"/proc/sys/{path}";
    }
}
