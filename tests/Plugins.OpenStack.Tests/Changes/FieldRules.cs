namespace Reeve.Plugins.OpenStack.Tests.Changes;

/// <summary>
/// Which fields of a specification can change on a cluster that is there. Every field is here, in the words of the documentation's table, so that none is ever ignored.
/// </summary>
internal static class FieldRules
{
    private static readonly string[] s_groups = ["masters", "pools[]"];

    private static readonly Dictionary<string, FieldChange> s_group = new(StringComparer.Ordinal)
    {
        ["name"] = FieldChange.InPlace, // another pool is made, and this one goes
        ["count"] = FieldChange.InPlace,
        ["flavor"] = FieldChange.Replacement,
        ["image"] = FieldChange.Replacement,
        ["rootVolume.name"] = FieldChange.Replacement,
        ["rootVolume.sizeGiB"] = FieldChange.Replacement,
        ["rootVolume.type"] = FieldChange.Replacement,
        ["volumes[].name"] = FieldChange.Replacement, // another volume comes with another machine
        ["volumes[].sizeGiB"] = FieldChange.Refused,
        ["volumes[].type"] = FieldChange.Refused,
        ["addresses"] = FieldChange.Partly,
        ["zones"] = FieldChange.Replacement,
        ["floatingIps"] = FieldChange.Partly,
    };

    /// <summary>The provider's own fields by their paths below <c>spec.provider</c>; <c>[]</c> stands for any element of a list.</summary>
    public static IReadOnlyDictionary<string, FieldChange> Own { get; } = new Dictionary<string, FieldChange>(
        s_groups.SelectMany(group => s_group.Select(rule => KeyValuePair.Create($"{group}.{rule.Key}", rule.Value))), StringComparer.Ordinal)
    {
        ["masters.name"] = FieldChange.Refused, // masters have none
        ["distribution"] = FieldChange.Refused,
        ["domain"] = FieldChange.Replacement,
        ["image"] = FieldChange.Replacement,
        ["flavor"] = FieldChange.Replacement,
        ["keypair.name"] = FieldChange.Replacement,
        ["keypair.publicKey"] = FieldChange.Replacement,
        ["network.existing"] = FieldChange.Refused,
        ["network.subnet"] = FieldChange.Refused,
        ["network.cidr"] = FieldChange.Refused,
        ["network.nameServers"] = FieldChange.Refused,
        ["network.mtu"] = FieldChange.Refused,
        ["network.external"] = FieldChange.Refused,
        ["network.router"] = FieldChange.Refused,
        ["access.api"] = FieldChange.Partly,
        ["access.endpoint"] = FieldChange.Refused,
        ["access.loadBalancerFloatingIp"] = FieldChange.Refused,
        ["access.apiFrom"] = FieldChange.InPlace,
        ["access.sshFrom"] = FieldChange.InPlace,
        ["access.nodePortsFrom"] = FieldChange.InPlace,
        ["serverGroupPolicy"] = FieldChange.Partly,
        ["zones"] = FieldChange.Replacement,
        ["replacements"] = FieldChange.Replacement,
        ["rollout.maxSurge"] = FieldChange.InPlace,
        ["rollout.maxUnavailable"] = FieldChange.InPlace,
        ["rollout.drainMinutes"] = FieldChange.InPlace,
        ["rollout.singleMaster"] = FieldChange.InPlace,
        ["cloudInit.masterTemplate"] = FieldChange.Replacement,
        ["cloudInit.workerTemplate"] = FieldChange.Replacement,
        ["cloudInit.programs"] = FieldChange.Replacement,
        ["cloudInit.source.url"] = FieldChange.Replacement,
        ["cloudInit.source.sha256"] = FieldChange.Replacement,
        ["cloudInit.loginUser"] = FieldChange.Replacement,
        ["cloudInit.commands"] = FieldChange.Replacement,
        ["configDrive"] = FieldChange.Replacement,
        ["metadata"] = FieldChange.NewMachines,
        ["waitFor"] = FieldChange.InPlace,
    };

    /// <summary>Fields that clusters of all types have, by the names of <see cref="Reeve.Clusters.ClusterSpec"/>.</summary>
    public static IReadOnlyDictionary<string, FieldChange> Common { get; } = new Dictionary<string, FieldChange>(StringComparer.Ordinal)
    {
        ["version"] = FieldChange.Replacement,
        ["networking.podSubnets"] = FieldChange.Refused,
        ["networking.serviceSubnets"] = FieldChange.Refused,
        ["networking.dnsDomain"] = FieldChange.Refused,
        ["networking.cni"] = FieldChange.Refused,
        ["apiServerCertificateNames"] = FieldChange.Refused,
        ["storage"] = FieldChange.Refused,
        ["registry"] = FieldChange.Refused,
        ["extraArguments"] = FieldChange.Refused,
        ["adoptedFrom"] = FieldChange.InPlace, // it is about the hand-over
        ["keepData"] = FieldChange.InPlace, // it is about the removal
        ["workloadsDisabled"] = FieldChange.InPlace, // by the agent
    };
}
