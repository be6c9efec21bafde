using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Rules of security groups. They have no name: <see cref="ResourceQuery.Name"/> must be null.</summary>
internal interface ISecurityGroupRules : IResources<SecurityGroupRule, SecurityGroupRuleCreate>
{
    /// <summary>Makes several by one call: all of them, or none if one of them is refused.</summary>
    Task<IReadOnlyList<SecurityGroupRule>> CreateManyAsync(IReadOnlyList<SecurityGroupRuleCreate> rules, CancellationToken cancellationToken);
}
