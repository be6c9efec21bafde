using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Etcd;

/// <summary>
/// The members of the etcd that k3s has in it. Its controller removes the member of a node that is marked so, also of one whose machine is gone, and says so
/// in another mark.
/// </summary>
/// <param name="api">The cluster's API.</param>
/// <param name="steps">For the waiting.</param>
/// <remarks>Source: https://github.com/k3s-io/k3s, pkg/etcd: member_controller.go, metadata_controller.go.</remarks>
internal sealed class K3sMembers(ClusterCalls api, CloudSteps steps) : IEtcdMembers
{
    private const string Remove = "etcd.k3s.cattle.io/remove";
    private const string Member = "etcd.k3s.cattle.io/node-name";
    private const string Removed = "etcd.k3s.cattle.io/removed-node-name";
    private const string Role = "node-role.kubernetes.io/etcd";

    public async Task ForgetAsync(string node, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/nodes/{node}";
        if (await api.FindAsync(path, cancellationToken) is not { } found || IsOut(found, node))
        {
            return;
        }

        if (await api.MergeAsync(path, new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Remove] = "true" } } }, cancellationToken))
        {
            await steps.WaitAsync(async () => await api.FindAsync(path, cancellationToken) is not { } now || IsOut(now, node) ? node : null, cancellationToken);
        }
    }

    /// <summary>Whether a node has no member. One that has only just begun is not told yet.</summary>
    private static bool IsOut(JsonObject node, string name)
    {
        var annotations = node["metadata"]?["annotations"];
        if (annotations?[Member]?.ToString() is { } member)
        {
            return annotations[Removed]?.ToString() == member;
        }

        return annotations?[Removed] is not null || node["metadata"]?["labels"]?[Role] is null
            ? true
            : throw new ProviderException(ErrorReason.Transient, $"k3s has not told yet which member of etcd {name} is.");
    }
}
