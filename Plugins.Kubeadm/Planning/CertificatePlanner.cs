using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Certificates;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Plans new certificates: all but those of authorities. Pure.</summary>
internal sealed class CertificatePlanner(StepCatalog kinds)
{
    private const string BackupId = "change-backup";

    public ClusterPlan Plan(ClusterSpec spec, KubeadmSpec own)
    {
        var parts = new PlanParts(kinds, spec, own);
        // Before 1.20 the command was not declared stable.
        string[] command = parts.Version.IsAtLeast(20) ? ["certs", "renew", "all"] : ["alpha", "certs", "renew", "all"];
        return new ClusterPlan
        {
            Steps =
            [
                .. Steps(parts, "certificates", "Renew certificates and restart the control plane", Arguments(spec, own, [[parts.Program("kubeadm"), .. command]])),
                parts.NodeReady(),
            ],
        };
    }

    /// <summary>What makes certificates anew by commands.</summary>
    public static RenewArguments Arguments(ClusterSpec spec, KubeadmSpec own, IReadOnlyList<IReadOnlyList<string>> commands) => new()
    {
        Cluster = spec.Id, Commands = commands, Backup = KubernetesPaths.ChangeBackup, Socket = own.Runtime.Socket,
    };

    /// <summary>A copy of the configuration, and a change of it that goes back to the copy if its operation fails, but not when the cluster is removed later.</summary>
    public IEnumerable<ClusterStep> Steps(PlanParts parts, string id, string title, RenewArguments arguments, params IEnumerable<string> dependsOn) =>
    [
        parts.Backup(BackupId, KubernetesPaths.ChangeBackup, withData: false),
        kinds.Renew.Step(id, title, arguments, [BackupId, .. dependsOn]) with { Deadline = TimeSpan.FromMinutes(10), Lasting = false },
    ];
}
