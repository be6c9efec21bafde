using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Tests.Fakes;

namespace Reeve.Plugins.OpenStack.Tests.Handover;

/// <summary>What the runtime does around the hand-over of a cluster: the document goes from one agent to the other.</summary>
internal static class Handovers
{
    public const string Keyed = """{"keypair": {"publicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDk= me@here"}}""";

    /// <summary>The specification by which an agent adopts the cluster of another one, whose secrets it gets.</summary>
    public static async Task<ClusterSpec> GiveAsync(CloudFixture from, CloudFixture to, ClusterSpec spec)
    {
        var handover = await from.Provisioner.DescribeHandoverAsync(spec, CancellationToken.None);
        var adopted = spec with { Id = spec.Id with { Owner = to.Owner }, Provider = handover.Provider, AdoptedFrom = spec.Id };
        foreach (var name in handover.SecretNames)
        {
            to.Secrets.Set(adopted.Id, name, from.Secrets.Find(spec.Id, name)!);
        }

        return adopted;
    }
}
