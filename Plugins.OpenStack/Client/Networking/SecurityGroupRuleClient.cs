using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Networking;

/// <summary>Rules of security groups. Thread-safe.</summary>
internal sealed class SecurityGroupRuleClient(ServiceClient service) : ResourceClient<SecurityGroupRule, SecurityGroupRuleCreate>(service, new()
{
    Path = "security-group-rules",
    Plural = "security_group_rules",
    Singular = "security_group_rule",
    Read = CloudJson.Default.SecurityGroupRule,
    Write = CloudJson.Default.SecurityGroupRuleCreate,
}), ISecurityGroupRules
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<SecurityGroupRule>> CreateManyAsync(IReadOnlyList<SecurityGroupRuleCreate> rules, CancellationToken cancellationToken)
    {
        var list = new JsonArray([.. rules.Select(rule => JsonSerializer.SerializeToNode(rule, Kind.Write))]);
        var body = JsonSerializer.SerializeToElement(new JsonObject { [Kind.Plural] = list }, CloudJson.Default.JsonObject);
        var answer = await Service.SendAsync(HttpMethod.Post, Kind.Path, body, false, cancellationToken);
        return [.. (PageReader.Items(answer, Kind.Plural) ?? []).Select(Unwrap)];
    }
}
