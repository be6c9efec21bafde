using System.Globalization;
using Reeve.Plugins.OpenStack.Client.Networking;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Turns rules into what Neutron has, and back.</summary>
internal static class SecurityRules
{
    private const string Ingress = "ingress";

    /// <summary>Rules for what comes in, in a form that can be compared and shown.</summary>
    public static string Describe(IEnumerable<SecurityGroupRule> rules) => Describe(rules.Where(IsIngress).Select(Of));

    /// <summary>Rules in a form that can be compared and shown.</summary>
    public static string Describe(IEnumerable<SecurityRule> rules) => string.Join(';', rules.Select(Text).Order(StringComparer.Ordinal));

    /// <summary>Those that are missing.</summary>
    public static IReadOnlyList<SecurityRule> Missing(IEnumerable<SecurityRule> wanted, IEnumerable<SecurityGroupRule> present)
    {
        var there = present.Where(IsIngress).Select(Of).ToHashSet();
        return [.. wanted.Distinct().Where(rule => !there.Contains(rule))];
    }

    /// <summary>A rule as Neutron is asked for it.</summary>
    public static SecurityGroupRuleCreate ToCreate(SecurityRule rule, string group, string description) => new()
    {
        SecurityGroupId = group,
        Direction = Ingress,
        EtherType = rule.Network.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4",
        Protocol = rule.Protocol.Length > 0 ? rule.Protocol : null,
        PortRangeMin = rule.From > 0 ? rule.From : null,
        PortRangeMax = rule.To > 0 ? rule.To : null,
        RemoteIpPrefix = rule.Network.Length > 0 ? rule.Network : null,
        RemoteGroupId = rule.Group.Length > 0 ? rule.Group : null,
        Description = description,
    };

    private static bool IsIngress(SecurityGroupRule rule) => rule.Direction == Ingress;

    private static SecurityRule Of(SecurityGroupRule rule) => new()
    {
        Protocol = rule.Protocol ?? "", From = rule.PortRangeMin ?? 0, To = rule.PortRangeMax ?? 0, Group = rule.RemoteGroupId ?? "", Network = rule.RemoteIpPrefix ?? "",
    };

    private static string Text(SecurityRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(rule.Protocol.Length > 0 ? rule.Protocol : "any")}:{rule.From}-{rule.To}<{(rule.Group.Length > 0 ? rule.Group : rule.Network)}");
}
