using Reeve.Clusters;
using Reeve.Plugins.OpenStack.CloudInit;
using Reeve.Plugins.OpenStack.Etcd;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Distributions;

/// <summary>A distribution of Kubernetes on machines: all that plans, first starts and steps need to know of it. Stateless.</summary>
internal interface IDistribution
{
    /// <summary>What it is called in specifications.</summary>
    string Name { get; }

    /// <summary>Whether the cluster itself has a version, which machines that join are told and kube-proxy has to follow; otherwise each machine brings its own.</summary>
    bool HasClusterVersion { get; }

    /// <summary>Whether a node's name is kept for the machine that had it, until the node is deleted.</summary>
    bool KeepsNames { get; }

    /// <summary>The group that those who join by a token are in.</summary>
    string TokenGroup { get; }

    /// <summary>What a specification may not say with it.</summary>
    IEnumerable<FieldError> Validate(ClusterSpec spec, OpenStackSpec own);

    /// <summary>What a person should know of what is asked for.</summary>
    IEnumerable<string> Warn(ClusterSpec spec, OpenStackSpec own);

    /// <summary>The network plugin that runs, by whose name its ports are known; null for none.</summary>
    string? NetworkOf(ClusterNetworking networking);

    /// <summary>Whether the network plugin is one that the first master applies a manifest of.</summary>
    bool AppliesNetwork(ClusterNetworking networking);

    /// <summary>What a machine's first start is in particular.</summary>
    MachineStart StartOf(BootstrapValues values);

    /// <summary>What a machine needs to join, as one line: words that its script takes apart.</summary>
    /// <param name="role">One of <see cref="NodeSecret"/>.</param>
    /// <param name="token">The token.</param>
    /// <param name="pki">The authorities; null for workers, who never have any of them.</param>
    string SecretOf(string role, JoinToken token, PkiMaterial? pki);

    /// <summary>The members of a cluster's etcd.</summary>
    /// <param name="api">The cluster's API.</param>
    /// <param name="steps">For the waiting.</param>
    /// <param name="master">The master from which etcd is asked.</param>
    /// <param name="purpose">The same for each try of one thing.</param>
    IEtcdMembers MembersOf(ClusterCalls api, CloudSteps steps, string master, string purpose);
}
