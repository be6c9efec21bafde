using System.Globalization;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Validation;

namespace Reeve.Host.Configuration;

/// <summary>Reads what is configured of tenants.</summary>
internal static class TenantTexts
{
    private static readonly char[] s_between = [' ', ',', '+'];

    /// <summary>Whether a text is <c>NAME=TENANT TENANT</c>.</summary>
    public static bool IsCaller(string text) => PairText.Read(text) is { } pair && Split(pair.Value) is { Length: > 0 } tenants && tenants.All(static tenant => DnsName.IsLabel(tenant));

    /// <summary>Tenants by caller, from texts that were checked.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Callers(IEnumerable<string> texts) => PairText.ReadAll(texts)
        .ToDictionary(static pair => pair.Key, static pair => (IReadOnlyList<string>)[.. Split(pair.Value).Select(ClusterKey.TenantOf).Distinct()], StringComparer.Ordinal);

    /// <summary>Reads <c>TENANT=clusters:N machines:N</c>.</summary>
    /// <returns>Null if it is none.</returns>
    public static (string Tenant, TenantQuota Quota)? ReadQuota(string text)
    {
        if (PairText.Read(text) is not { } pair || (pair.Key != ClusterOptions.EveryTenant && !DnsName.IsLabel(pair.Key)))
        {
            return null;
        }

        var quota = new TenantQuota();
        foreach (var part in Split(pair.Value))
        {
            if (part.Split(':') is not [var what, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                return null;
            }

            switch (what)
            {
                case "clusters":
                    quota = quota with { Clusters = most };
                    break;
                case "machines":
                    quota = quota with { Machines = most };
                    break;
                default:
                    return null;
            }
        }

        return quota == new TenantQuota() ? null : (pair.Key, quota);
    }

    /// <summary>Quotas by tenant, from texts that were checked.</summary>
    public static IReadOnlyDictionary<string, TenantQuota> Quotas(IEnumerable<string> texts) =>
        texts.Select(ReadQuota).OfType<(string Tenant, TenantQuota Quota)>().GroupBy(static one => one.Tenant).ToDictionary(static group => group.Key, static group => group.Last().Quota, StringComparer.Ordinal);

    private static string[] Split(string text) => text.Split(s_between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
