using System.Net;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Kubernetes;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Makes the runtime's options of a node out of the configuration.</summary>
internal static class NodeOptionsReader
{
    /// <summary>Reads them.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="layout">The agent's state directory.</param>
    /// <param name="cli">The world.</param>
    /// <exception cref="CommandException">A file cannot be used.</exception>
    public static NodeAgentOptions Read(NodePlan plan, AgentLayout layout, Cli cli)
    {
        var settings = plan.Options.Node;
        var name = plan.Name ?? LocalOwner.MachineName;
        return new NodeAgentOptions
        {
            Node = ReadNode(plan, name),
            Backend = BackendOptionsReader.Read(plan.Options),
            StateDirectory = layout.Node(name).Root,
            Kubeconfig = new KubeconfigOptions
            {
                Path = settings.Kubeconfig,
                Environment = variable => cli.Environment.GetValueOrDefault(variable),
                HomeDirectory = cli.Environment.GetValueOrDefault("HOME"),
            },
            BootstrapKubeconfig = settings.BootstrapKubeconfig,
            CredentialsKubeconfig = settings.CredentialsKubeconfig,
            Kubelet = new KubeletApiOptions
            {
                Address = settings.Address,
                Port = settings.Port,
                LogDirectory = settings.LogDirectory,
                LogQuery = settings.LogQuery,
                Debug = settings.Debug,
            },
            CertificateFile = settings.CertFile,
            KeyFile = settings.KeyFile,
            ServingCertificate = settings.ServingCertificate,
            ClientAuthorities = settings.ClientCaFile,
            KubernetesApi = settings.KubernetesApi is { } given && HostAndPort.TryParse(given, out var endpoint) ? endpoint : null,
            StaticPods = settings.StaticPods,
            ShutdownGracePeriod = settings.ShutdownGracePeriod.Length,
            ShutdownGracePeriodCriticalPods = settings.ShutdownGracePeriodCriticalPods.Length,
            StopWorkloads = plan.Options.Pods.StopWorkloads,
            Progress = Diagnostics.StartupTrace.Mark,
        };
    }

    private static NodeOptions ReadNode(NodePlan plan, string name)
    {
        var settings = plan.Options.Node;
        return new NodeOptions
        {
            Name = name,
            Provider = plan.Options.Provider,
            AgentVersion = VersionCommand.Version.Split('+')[0],
            Addresses = Addresses(settings),
            ExternalAddresses = settings.ExternalAddresses,
            PodCidr = settings.PodCidr,
            HostName = settings.HostName,
            Labels = PairText.ReadAll(settings.Labels),
            Annotations = PairText.ReadAll(settings.Annotations),
            Taints = settings.DisableTaint ? [] : settings.Taints is { } taints ? [.. taints.Select(PairText.ReadTaint).OfType<Taint>()] : null,
            Share = plan.Share,
            Reserved = settings.Reserved.Select(PairText.ReadQuantity).OfType<KeyValuePair<string, Quantity>>().ToDictionary(),
            ProviderId = settings.ProviderId,
            Lease = settings.Lease,
            Thresholds = new PressureThresholds
            {
                MemoryAvailableBytes = settings.Pressure.MemoryAvailable.Bytes,
                DiskAvailable = settings.Pressure.DiskAvailablePercent / 100.0,
                InodesAvailable = settings.Pressure.InodesAvailablePercent / 100.0,
                ProcessIdsAvailable = settings.Pressure.ProcessIdsAvailablePercent / 100.0,
                TransitionPeriod = settings.Pressure.TransitionPeriod.Length,
            },
        };
    }

    // Where only one address is listened on, others would lead nowhere.
    private static IReadOnlyList<string> Addresses(NodeSettings settings) =>
        settings.Addresses.Count > 0 ? settings.Addresses
        : IPAddress.Parse(settings.Address) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? []
        : [settings.Address];
}
