using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Nodes.Connections;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>What a node stands on: its state directory, its way to the cluster, its certificates. Opening it is what fails for a mistake of the user.</summary>
/// <param name="options">The node.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Makes loggers; belongs to the caller.</param>
internal sealed class NodeFoundation(NodeAgentOptions options, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
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
        var certificates = new NodeLayout(options.StateDirectory).Certificates;
        State = _parts.OwnDisposable(StateDirectory.Open(options.StateDirectory));
        Connection = _parts.Own(NodeConnection.Open(
            new NodeConnectionOptions
            {
                Node = options.Node.Name,
                Kubeconfig = options.Kubeconfig,
                BootstrapKubeconfig = options.BootstrapKubeconfig,
                CertificateDirectory = certificates,
            },
            time,
            loggers));
        Credentials = options.CredentialsKubeconfig is { } path ? _parts.OwnDisposable(ApiCredentialSource.Open(path, time, loggers)) : null;
        Owner = NodeOwner.Open(State.FullPath, Connection.Api.Endpoint, options.Node.Name);
        Certificates = _parts.Own(NodeCertificates.Open(options, certificates, time, loggers));
        ClientAuthorities = NodeCertificates.OpenClientAuthorities(options.ClientAuthorities, Connection.Connection, time, loggers);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
