using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Neutron.</summary>
internal interface INetworking
{
    /// <summary>Networks.</summary>
    ITaggedResources<Network, NetworkCreate, NetworkUpdate> Networks { get; }

    /// <summary>Subnets.</summary>
    ITaggedResources<Subnet, SubnetCreate, SubnetUpdate> Subnets { get; }

    /// <summary>Routers.</summary>
    IRouters Routers { get; }

    /// <summary>Ports.</summary>
    ITaggedResources<Port, PortCreate, PortUpdate> Ports { get; }

    /// <summary>Floating addresses. They have no name: <see cref="ResourceQuery.Name"/> must be null.</summary>
    ITaggedResources<FloatingIp, FloatingIpCreate, FloatingIpUpdate> FloatingIps { get; }

    /// <summary>Security groups.</summary>
    ITaggedResources<SecurityGroup, SecurityGroupCreate, SecurityGroupUpdate> SecurityGroups { get; }

    /// <summary>Rules of security groups. They have no name: <see cref="ResourceQuery.Name"/> must be null.</summary>
    ISecurityGroupRules SecurityGroupRules { get; }

    /// <summary>Quotas by <c>network</c>, <c>subnet</c>, <c>router</c>, <c>port</c>, <c>floatingip</c>, <c>security_group</c>, <c>security_group_rule</c>, …</summary>
    Task<IReadOnlyDictionary<string, Quota>> QuotasAsync(CancellationToken cancellationToken);

    /// <summary>Whether it has an extension, e.g. <c>standard-attr-tag</c>.</summary>
    Task<bool> HasExtensionAsync(string alias, CancellationToken cancellationToken);
}
