using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Host.Doctor;

/// <summary>Checks of what <c>reeve node</c> needs of its cluster. A machine that joins none lacks nothing.</summary>
internal sealed class NodeChecks(Cli cli, LoadedConfiguration configuration)
{
    /// <summary>The area of these checks.</summary>
    public static readonly DoctorArea Area = new("node");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // What a node does, and where: without these it cannot be one.
    private static readonly (string Verb, string Group, string Resource, string Subresource, string? Namespace)[] Needed =
    [
        ("create", "", "nodes", "", null),
        ("patch", "", "nodes", "status", null),
        ("update", "coordination.k8s.io", "leases", "", "kube-node-lease"),
        ("list", "", "pods", "", null),
        ("patch", "", "pods", "status", null),
    ];

    private static readonly (string Verb, string Group, string Resource, string Subresource, string? Namespace)[] NeededToBootstrap =
        [("create", "certificates.k8s.io", "certificatesigningrequests", "", null)];

    /// <summary>Runs them for every configured node.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<DoctorCheck>();
        foreach (var plan in configuration.Nodes)
        {
            var prefix = configuration.Nodes.Count > 1 ? $"{plan.Name} " : "";
            checks.AddRange(await RunAsync(plan.Options.Node, prefix, cancellationToken));
        }

        return checks;
    }

    private async Task<IReadOnlyList<DoctorCheck>> RunAsync(NodeSettings settings, string prefix, CancellationToken cancellationToken)
    {
        var bootstraps = settings.BootstrapKubeconfig is not null && (settings.Kubeconfig is null || !File.Exists(settings.Kubeconfig));
        KubernetesConnection connection;
        try
        {
            connection = new KubeconfigLoader(cli.Time).Load(new KubeconfigOptions
            {
                Path = bootstraps ? settings.BootstrapKubeconfig : settings.Kubeconfig,
                Environment = name => cli.Environment.GetValueOrDefault(name),
                HomeDirectory = cli.Environment.GetValueOrDefault("HOME"),
            });
        }
        catch (KubernetesConfigurationException e)
        {
            return [Area.Limited(prefix + "kubeconfig", $"\"reeve node\" cannot join a cluster, \"reeve run\" needs none: {e.Message}")];
        }

        var found = Area.Ok(prefix + "kubeconfig", connection.ToString());
        using var client = new KubernetesClient(
            connection, new KubernetesClientOptions { RequestTimeout = Patience, ConnectTimeout = Patience, MaxRetries = 0 }, cli.Time, NullLogger<KubernetesClient>.Instance);
        try
        {
            var version = await client.GetVersionAsync(cancellationToken);
            var missing = new List<string>();
            foreach (var need in bootstraps ? NeededToBootstrap : Needed)
            {
                if (!await MayAsync(client, need, cancellationToken))
                {
                    missing.Add($"{need.Verb} {need.Resource}{(need.Subresource.Length > 0 ? "/" : "")}{need.Subresource}");
                }
            }

            return
            [
                found,
                Area.Ok(prefix + "cluster", $"Kubernetes {version.GitVersion}"),
                missing.Count == 0
                    ? Area.Ok(prefix + "rights", bootstraps ? "the node may ask for its certificate" : "the identity may be a node and run pods")
                    : Area.Limited(prefix + "rights", $"the identity may not {string.Join(", ", missing)}; samples/rbac/node.yaml has the rules for a service account"),
            ];
        }
        catch (KubernetesApiException e)
        {
            return [found, Area.Limited(prefix + "cluster", e.Message)];
        }
    }

    private static async Task<bool> MayAsync(
        KubernetesClient client, (string Verb, string Group, string Resource, string Subresource, string? Namespace) need, CancellationToken cancellationToken)
    {
        var review = await client.CreateAsync(
            ApiResources.SelfSubjectAccessReviews,
            new SelfSubjectAccessReview
            {
                Spec = new SelfSubjectAccessReviewSpec
                {
                    ResourceAttributes = new ResourceAttributes
                    {
                        Verb = need.Verb, Group = need.Group, Resource = need.Resource, Subresource = need.Subresource, Namespace = need.Namespace,
                    },
                },
            },
            cancellationToken);
        return review.Status.Allowed;
    }
}
