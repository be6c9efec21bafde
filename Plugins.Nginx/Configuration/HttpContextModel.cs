using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>What the routes of a configuration have in common while it is written.</summary>
/// <param name="Snapshot">What is to be served.</param>
/// <param name="Options">The instance's options.</param>
/// <param name="Via">The name by which a request that comes back is known.</param>
/// <param name="HasGrpc">Whether nginx can forward gRPC.</param>
internal sealed record HttpContextModel(ProxySnapshot Snapshot, NginxOptions Options, string Via, bool HasGrpc)
{
    private readonly Dictionary<int, string> _targets = [];
    private SourceModel? _sources;

    /// <summary>Variables that were asked for.</summary>
    public List<Variable> Variables { get; } = [];

    /// <summary>Variables that tell clients by their networks.</summary>
    public SourceModel Sources => _sources ??= new SourceModel(Variables);

    /// <summary>Groups that gRPC is forwarded to.</summary>
    public HashSet<string> GrpcGroups { get; } = new(StringComparer.Ordinal);

    public ProxyUpstreamGroup Group(string name) => Snapshot.Upstreams.First(group => group.Name == name);

    /// <summary>
    /// The variable that holds the client's target without its first segments, byte for byte; empty where one of these has an encoded
    /// slash, which would make the count of segments wrong.
    /// </summary>
    public string TargetWithout(int segments)
    {
        if (!_targets.TryGetValue(segments, out var name))
        {
            name = $"reeve_target_{segments}";
            var first = $"(?:/(?:(?!%2[fF])[^/?])*){{{segments}}}";
            var variable = new Variable("map", "$request_uri", name);
            variable.Add($@"~^{first}(?<{name}_path>/[^?]*)(?<{name}_query>\?.*)?\z", $"${{{name}_path}}${{{name}_query}}");
            variable.Add($@"~^{first}(?<{name}_bare>\?.*)?\z", $"/${{{name}_bare}}");
            Variables.Add(variable);
            _targets[segments] = name;
        }

        return name;
    }
}
