using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Admission;

/// <summary>Which kernel parameters a pod may set: those of namespaces that it has for itself, by the kubelet's rules. Pure.</summary>
/// <param name="allowed">Names beyond the safe ones, also with a final <c>*</c>.</param>
/// <param name="ownNetworks">Whether pods have networks of their own.</param>
internal sealed class SysctlAdmission(IReadOnlyList<string> allowed, bool ownNetworks)
{
    private const string Forbidden = "SysctlForbidden";
    private const string Mqueue = "fs.mqueue.";
    private static readonly string[] Ipc = ["kernel.sem", "kernel.shm", "kernel.msg", Mqueue];

    // Those that the kubelet takes for safe: they concern the pod alone, and cannot exhaust the machine.
    private static readonly string[] Safe =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public IEnumerable<FieldError> Validate(Pod pod)
    {
        var settings = pod.Spec.SecurityContext?.Sysctls ?? [];
        for (var i = 0; i < settings.Count; i++)
        {
            if (Problem(Normalize(settings[i].Name), pod.Spec) is { } why)
            {
                yield return new FieldError
                {
                    Field = $"spec.securityContext.sysctls[{i}].name",
                    Message = $"forbidden sysctl: \"{settings[i].Name}\" {why}",
                    Reason = Forbidden,
                };
            }
        }
    }

    /// <summary>With dots between its parts; a name may be written with slashes, and then have dots within a part.</summary>
    private static string Normalize(string name) =>
        name.IndexOfAny(['.', '/']) is >= 0 and var at && name[at] == '/' ? name.Replace('.', '\t').Replace('/', '.').Replace('\t', '/') : name;

    private string? Problem(string name, PodSpec pod)
    {
        if (name.Split('.').Any(part => part.Length == 0 || part.Contains("..", StringComparison.Ordinal)))
        {
            return "is no name";
        }

        if (!Safe.Contains(name) && !allowed.Any(pattern => pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern))
        {
            return "not allowlisted";
        }

        var isIpc = Ipc.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        var isNet = name.StartsWith("net.", StringComparison.Ordinal);
        return isIpc && pod.HostIPC == true ? "not allowed with host ipc enabled"
            : isNet && pod.HostNetwork == true ? "not allowed with host net enabled"
            : isNet && !ownNetworks ? "is of the network, which pods of this node share with the machine"
            : isIpc || isNet ? null
            : "is the whole machine's, not a pod's";
    }
}
