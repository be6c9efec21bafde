using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Files;

/// <summary>The content of a pod's <c>/etc/resolv.conf</c>, see resolv.conf(5), by <c>dnsPolicy</c> and <c>dnsConfig</c>. Immutable.</summary>
internal sealed record ResolverFile
{
    private const int MostServers = 3;
    private const int MostSearches = 32;
    private const int MostSearchCharacters = 2048;

    public IReadOnlyList<string> Servers { get; init; } = [];

    public IReadOnlyList<string> Searches { get; init; } = [];

    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>What a pod gets.</summary>
    /// <param name="machine">The machine's settings.</param>
    public static ResolverFile Of(Pod pod, ResolverFile machine, IReadOnlyList<string> clusterServers, string clusterDomain)
    {
        var spec = pod.Spec;
        var policy = spec.DnsPolicy ?? DnsPolicies.ClusterFirst;
        var settings = policy switch
        {
            DnsPolicies.None => new ResolverFile(),
            DnsPolicies.ClusterFirstWithHostNet when clusterServers.Count > 0 => OfCluster(pod, machine, clusterServers, clusterDomain),
            DnsPolicies.ClusterFirst when clusterServers.Count > 0 && spec.HostNetwork != true => OfCluster(pod, machine, clusterServers, clusterDomain),
            _ => machine,
        };
        return spec.DnsConfig is { } more ? settings.With(more) : settings;
    }

    /// <summary>Reads a file of this format.</summary>
    public static ResolverFile Parse(string text)
    {
        List<string> servers = [];
        IReadOnlyList<string> searches = [];
        List<string> options = [];
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["nameserver", var server, ..]:
                    servers.Add(server);
                    break;
                case ["search" or "domain", .. var domains]:
                    searches = [.. domains.Select(domain => domain.Length > 1 ? domain.TrimEnd('.') : domain)];
                    break;
                case ["options", .. var more]:
                    options.AddRange(more);
                    break;
            }
        }

        return new ResolverFile { Servers = servers, Searches = searches, Options = options };
    }

    /// <summary>The file's text, within the limits of the kubelet.</summary>
    public string Render()
    {
        List<string> searches = [];
        foreach (var domain in Searches.Distinct().Take(MostSearches).TakeWhile(domain => searches.Sum(one => one.Length + 1) + domain.Length <= MostSearchCharacters))
        {
            searches.Add(domain);
        }

        return (searches.Count > 0 ? $"search {string.Join(' ', searches)}\n" : "")
            + string.Concat(Servers.Distinct().Take(MostServers).Select(server => $"nameserver {server}\n"))
            + (Options.Count > 0 ? $"options {string.Join(' ', Options)}\n" : "");
    }

    private static ResolverFile OfCluster(Pod pod, ResolverFile machine, IReadOnlyList<string> servers, string domain) => new()
    {
        Servers = servers,
        Searches = [$"{pod.Metadata.Namespace}.svc.{domain}", $"svc.{domain}", domain, .. machine.Searches],
        Options = ["ndots:5"],
    };

    private ResolverFile With(PodDNSConfig more)
    {
        var options = more.Options.Where(option => !string.IsNullOrEmpty(option.Name))
            .Select(option => string.IsNullOrEmpty(option.Value) ? option.Name! : $"{option.Name}:{option.Value}").ToList();
        var named = options.Select(NameOf).ToHashSet();
        return new ResolverFile
        {
            Servers = [.. Servers, .. more.Nameservers],
            Searches = [.. Searches, .. more.Searches],
            Options = [.. Options.Where(option => !named.Contains(NameOf(option))), .. options],
        };
    }

    private static string NameOf(string option) => option.Split(':', 2)[0];
}
