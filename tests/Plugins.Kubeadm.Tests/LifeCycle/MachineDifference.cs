using System.Text.RegularExpressions;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>What is different on a machine, and why that may be.</summary>
internal sealed record MachineDifference
{
    // Every reason is about something that is not the cluster's.
    private static readonly (string Line, string Reason)[] s_reasons =
    [
        (@"^file /etc/systemd/system/multi-user\.target\.wants d", "systemd deletes this directory with the last link in it; machines in use have others"),
        (@"^file /run/xtables\.lock ", "the lock of iptables: whoever looks at the rules makes it"),
        (@"^unit network(-online|-pre)?\.target ", "targets that systemd has loaded since some unit named them: they do nothing"),
        (@"^sysctl (fs\.(dentry-state|file-nr|inode-nr|inode-state|aio-nr)|kernel\.(random\.|ns_last_pid|pty\.nr|perf_event)|net\.netfilter\.nf_conntrack_count|fs\.quota)", "counts of the kernel"),
        (@"^program (bash|sh|find|sort|ps|sed|awk|sha256sum|systemctl|kworker|migration|ksoftirqd)", "the snapshot's own"),
        (@"^unit (systemd-tmpfiles|systemd-journald|dbus|man-db|apt-daily|logrotate|fstrim|e2scrub|dpkg-db)", "services of the machine's own"),
    ];

    public IReadOnlyList<string> Unexplained { get; init; } = [];

    public IReadOnlyList<string> Explained { get; init; } = [];

    public static MachineDifference Between(string before, string after)
    {
        string[] was = before.Split('\n'), now = after.Split('\n');
        List<string> lines = [.. was.Except(now).Select(line => $"- {line}"), .. now.Except(was).Select(line => $"+ {line}")];
        var explained = lines.Where(line => ReasonFor(line) is not null).ToList();
        return new MachineDifference
        {
            Unexplained = [.. lines.Except(explained)],
            Explained = [.. explained.Select(line => $"{line}   ({ReasonFor(line)})")],
        };
    }

    private static string? ReasonFor(string line) =>
        s_reasons.Where(reason => Regex.IsMatch(line[2..], reason.Line)).Select(reason => reason.Reason).FirstOrDefault();
}
