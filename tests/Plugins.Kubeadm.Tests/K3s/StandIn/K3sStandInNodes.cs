using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>The nodes of the stand-in's cluster, and the tokens by which more of them join. Thread-safe.</summary>
internal sealed class K3sStandInNodes
{
    private readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JsonObject> _secrets = new(StringComparer.Ordinal);
    private readonly string _version;

    public K3sStandInNodes(string version, string name, string address) => (_version, _addresses[name]) = (version, address);

    public JsonObject List() => new() { ["kind"] = "NodeList", ["items"] = new JsonArray([.. _addresses.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => Describe(node.Key, node.Value))]) };

    public JsonObject? Find(string name) => _addresses.TryGetValue(name, out var address) ? Describe(name, address) : null;

    /// <summary>Keeps a secret, as an API server does.</summary>
    public void Keep(JsonObject secret) => _secrets[secret["metadata"]!["name"]!.ToString()] = secret;

    public bool Forget(string secret) => _secrets.TryRemove(secret, out _);

    /// <summary>Takes a node in by a bootstrap token that is known and has not ended.</summary>
    public bool Join(string name, string address, string token)
    {
        var isKnown = token.Split('.') is [var id, var key] && _secrets.TryGetValue($"bootstrap-token-{id}", out var secret)
            && secret["type"]!.ToString() == "bootstrap.kubernetes.io/token" && secret["stringData"] is { } data
            && data["token-secret"]!.ToString() == key && data["usage-bootstrap-authentication"]!.ToString() == "true"
            && DateTimeOffset.Parse(data["expiration"]!.ToString(), CultureInfo.InvariantCulture) > TimeProvider.System.GetUtcNow();
        if (isKnown)
        {
            _addresses[name] = address;
        }

        return isKnown;
    }

    private JsonObject Describe(string name, string address) => new()
    {
        ["kind"] = "Node",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
            ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = $"v{_version}", ["containerRuntimeVersion"] = "containerd://1.7.17-k3s1" },
            ["addresses"] = new JsonArray(new JsonObject { ["type"] = "InternalIP", ["address"] = address }),
        },
    };
}
