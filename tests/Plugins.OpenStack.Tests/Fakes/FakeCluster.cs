namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>
/// What the servers of a cloud form: nodes that join by a token that is known, members of etcd that need a majority, and pods that move when they are
/// evicted. What must not happen on the way is kept. Not thread-safe.
/// </summary>
internal sealed class FakeCluster
{
    private const int Apps = 2;

    private readonly HashSet<string> _left = new(StringComparer.Ordinal); // servers that were taken out do not come back
    private string _serverSecret = ""; // by which servers of k3s join
    private readonly Dictionary<string, string?> _pods = new(StringComparer.Ordinal);

    public SortedDictionary<string, FakeNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Servers' ids by the names of members.</summary>
    public SortedDictionary<string, string> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of bootstrap tokens that the cluster knows.</summary>
    public HashSet<string> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>The versions that masters run, by their names: what kubeadm's map said when they joined, or those of their own programs with k3s.</summary>
    public SortedDictionary<string, string> ControlPlanes { get; } = new(StringComparer.Ordinal);

    public string Version { get; set; } = "";

    public string ProxyImage { get; set; } = "registry.k8s.io/kube-proxy:v1.30.2";

    /// <summary>Pods that may not be evicted.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>What must not have happened.</summary>
    public HashSet<string> Problems { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string?> Pods => _pods;

    /// <summary>Whether its API answers.</summary>
    public bool Answers { get; private set; }

    /// <summary>Time passes: who can join joins, pods find nodes.</summary>
    public void Look(IReadOnlyList<FakeServer> servers, Func<string, bool> isReached)
    {
        foreach (var node in Nodes.Values)
        {
            node.Server = servers.FirstOrDefault(server => server.Id == node.Server.Id) ?? node.Server with { IsActive = false };
        }

        if (Members.Count == 0 && servers.FirstOrDefault(server => server is { IsMaster: true, IsActive: true } && !_left.Contains(server.Id) && IsFirst(server)) is { } first)
        {
            (Version, _) = (first.Version, Tokens.Add(TokenName(first)));
            _serverSecret = first is { IsK3s: true, Token.Length: > 0 } ? first.Token.Split(' ')[1] : "";
            Join(first);
        }

        var alive = Members.Values.Count(id => servers.Any(server => server.Id == id && server.IsActive));
        if (Members.Count > 0 && alive * 2 <= Members.Count && servers.Count > 0)
        {
            Problems.Add($"etcd has lost its majority: {alive} of {string.Join(", ", Members.Keys)}");
        }

        Answers = Members.Count > 0 && alive * 2 > Members.Count && servers.Any(server => server.IsActive && Members.ContainsValue(server.Id) && isReached(server.Id));
        if (!Answers)
        {
            return;
        }

        foreach (var server in servers.Where(server => server.IsActive && !_left.Contains(server.Id) && Nodes.Values.All(node => node.Server.Id != server.Id) && MayJoin(server)))
        {
            Join(server);
        }

        Schedule(servers);
    }

    public void Remove(string node)
    {
        if (Nodes.Remove(node, out var gone))
        {
            _left.Add(gone.Server.Id);
        }
    }

    /// <summary>Has a pod leave its node.</summary>
    /// <returns>Whether it may.</returns>
    public bool Evict(string pod)
    {
        if (Held.Contains(pod))
        {
            return false;
        }

        if (_pods.ContainsKey(pod))
        {
            _pods[pod] = null;
        }

        return true;
    }

    /// <summary>Removes a member of etcd; it takes part no more, whatever its server does.</summary>
    public bool Forget(string member)
    {
        if (Members.Remove(member, out var server))
        {
            _left.Add(server);
        }

        return server is not null;
    }

    /// <summary>Masters of k3s that join have one word alone; one that has none any more is of a cluster that is there.</summary>
    private static bool IsFirst(FakeServer server) => !server.IsK3s || server.Token.Length == 0 || server.Token.Contains(' ', StringComparison.Ordinal);

    /// <summary>Machines join by a token; servers of k3s by a secret of theirs, and by a name that is nobody's.</summary>
    private bool MayJoin(FakeServer server) => !server.IsK3s ? Tokens.Contains(TokenName(server))
        : !Nodes.ContainsKey(server.Name) && (server.IsMaster ? server.Token == _serverSecret : Tokens.Contains(TokenName(server)));

    private static string TokenName(FakeServer server) => $"bootstrap-token-{(server.Token.Length >= 6 ? server.Token[..6] : "")}";

    private void Join(FakeServer server)
    {
        Nodes[server.Name] = new FakeNode(server);
        if (server.IsMaster)
        {
            Members[server.Name] = server.Id;
            ControlPlanes[server.Name] = server.IsK3s ? server.Version : Version;
        }
    }

    private void Schedule(IReadOnlyList<FakeServer> servers)
    {
        foreach (var (pod, node) in _pods.ToList())
        {
            if (node is not null && !servers.Any(server => server.Name == node && server.IsActive))
            {
                Problems.Add($"the pod {pod} was killed with its node {node}");
                _pods[pod] = null;
            }
        }

        var open = Nodes.Where(node => node.Value is { IsClosed: false, Server: { IsMaster: false, IsActive: true } }).Select(node => node.Key).ToList();
        for (var i = 0; i < Apps && open.Count > 0; i++)
        {
            if (_pods.GetValueOrDefault($"app-{i}") is null)
            {
                _pods[$"app-{i}"] = open[i % open.Count];
            }
        }
    }
}
