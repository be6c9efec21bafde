using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Nodes.Connections;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.State;

namespace Reeve.Host.Agent.Nodes;

/// <summary>What a node stands on: its state directory, its way to the cluster, its certificates. Opening it is what fails for a mistake of the user.</summary>
/// <param name="cli">The world.</param>
/// <param name="settings">The node's configuration.</param>
/// <param name="name">Its name.</param>
/// <param name="layout">Its state directory.</param>
/// <param name="loggers">Makes loggers; belongs to the caller.</param>
internal sealed class NodeFoundation(Cli cli, NodeSettings settings, string name, AgentLayout layout, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    /// <summary>The node's state directory.</summary>
    public StateDirectory State { get; private set; } = null!;

    /// <summary>The way to the cluster.</summary>
    public NodeConnection Connection { get; private set; } = null!;

    /// <summary>Reads credentials of providers as a user of their own; null where the node itself does.</summary>
    public ApiCredentialSource? Credentials { get; private set; }

    /// <summary>Whose pods run here.</summary>
    public Owner Owner { get; private set; } = null!;

    /// <summary>What the kubelet API serves with.</summary>
    public IServingCertificates Certificates { get; private set; } = null!;

    /// <summary>Whose client certificates it accepts.</summary>
    public Func<X509Certificate2Collection?> ClientAuthorities { get; private set; } = null!;

    /// <summary>Opens it.</summary>
    public void Open()
    {
        State = _parts.OwnDisposable(StateDirectory.Open(layout.Root));
        Connection = _parts.Own(NodeConnection.Open(ConnectionOptions(), cli.Time, loggers));
        Credentials = settings.CredentialsKubeconfig is { } path ? _parts.OwnDisposable(ApiCredentialSource.Open(path, cli.Time, loggers)) : null;
        Owner = NodeOwner.Open(State.FullPath, Connection.Api.Endpoint, name);
        Certificates = _parts.Own(NodeCertificates.Open(settings, name, layout.Certificates, cli.Time, loggers));
        ClientAuthorities = NodeCertificates.OpenClientAuthorities(settings, Connection.Connection, cli.Time, loggers);
        StartupTrace.Mark($"{name}: connection");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private NodeConnectionOptions ConnectionOptions() => new()
    {
        Node = name,
        Kubeconfig = new KubeconfigOptions
        {
            Path = settings.Kubeconfig,
            Environment = variable => cli.Environment.GetValueOrDefault(variable),
            HomeDirectory = cli.Environment.GetValueOrDefault("HOME"),
        },
        BootstrapKubeconfig = settings.BootstrapKubeconfig,
        CertificateDirectory = layout.Certificates,
    };
}
