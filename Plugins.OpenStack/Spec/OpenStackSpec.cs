using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>The provider's own part of a cluster's specification.</summary>
internal sealed record OpenStackSpec
{
    public const string WaitForNodes = "nodes";
    public const string WaitForServers = "servers";

    /// <summary>What makes Kubernetes of the machines: <c>kubeadm</c> or <c>k3s</c>.</summary>
    public string Distribution { get; set; } = KubeadmDistribution.DistributionName;

    /// <summary>What servers' names end with after machine and tenant; empty: they are named like the machine.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The image, by name or id.</summary>
    public string Image { get; set; } = "";

    /// <summary>The machine type of groups that name none.</summary>
    public string Flavor { get; set; } = "";

    /// <summary>Who may log in.</summary>
    public KeypairSpec Keypair { get; set; } = new();

    /// <summary>The network.</summary>
    public NetworkSpec Network { get; set; } = new();

    /// <summary>Who reaches what.</summary>
    public AccessSpec Access { get; set; } = new();

    /// <summary>How machines are spread over hosts: a policy of Nova's server groups; <c>none</c> for no group.</summary>
    public string ServerGroupPolicy { get; set; } = "soft-anti-affinity";

    /// <summary>Availability zones that machines take in turn; empty for the cloud's choice.</summary>
    public List<string> Zones { get; set; } = [];

    /// <summary>The masters.</summary>
    public MachineGroupSpec Masters { get; set; } = new();

    /// <summary>Pools of workers.</summary>
    public List<MachineGroupSpec> Pools { get; set; } = [new() { Name = "worker", Count = 2 }];

    /// <summary>Machines to replace, each with a number that is raised to have it replaced once more.</summary>
    public Dictionary<string, int> Replacements { get; set; } = [];

    /// <summary>How machines are replaced.</summary>
    public RolloutSpec Rollout { get; set; } = new();

    /// <summary>First start.</summary>
    public CloudInitSpec CloudInit { get; set; } = new();

    /// <summary>Whether machines get a config drive.</summary>
    public bool ConfigDrive { get; set; } = true;

    /// <summary>Metadata of servers beside the provider's own.</summary>
    public Dictionary<string, string> Metadata { get; set; } = [];

    /// <summary>What the operation waits for: <c>nodes</c> (all are ready) or <c>servers</c> (all are active; the cluster forms by itself).</summary>
    public string WaitFor { get; set; } = WaitForNodes;
}
