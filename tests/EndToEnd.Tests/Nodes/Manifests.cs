using System.Globalization;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Objects for tests, as JSON.</summary>
internal static class Manifests
{
    /// <summary>The variable by which the processes of a node's containers are found.</summary>
    public const string NodeVariable = "TEST_NODE";

    /// <summary>A script that runs until it is told to end.</summary>
    public const string Forever = "trap 'exit 0' TERM; echo started; while :; do sleep 1 & wait $!; done";

    /// <summary>The spec of a pod with one shell script, for a node and with the toleration of its taint.</summary>
    /// <param name="node">Selected by its host name label.</param>
    /// <param name="script">What <c>/bin/sh -c</c> runs.</param>
    /// <param name="more">More members of the spec, each followed by a comma.</param>
    /// <param name="container">More members of the container, each followed by a comma.</param>
    public static string PodSpec(string node, string script, string more = "", string container = "") => $$"""
        {
          {{more}}
          "nodeSelector": { "kubernetes.io/hostname": "{{node}}" },
          "tolerations": [{ "key": "virtual-kubelet.io/provider", "operator": "Exists" }],
          "containers": [{
            {{container}}
            "name": "main",
            "image": "host:/bin/sh",
            "env": [{ "name": "{{NodeVariable}}", "value": "{{node}}" }],
            "args": ["-c", {{Quote(script)}}]
          }]
        }
        """;

    /// <summary>A pod.</summary>
    public static string Pod(string name, string spec) =>
        $$"""{ "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } }, "spec": {{spec}} }""";

    /// <summary>A Deployment.</summary>
    public static string Deployment(string name, int replicas, string podSpec) => $$"""
        {
          "metadata": { "name": "{{name}}" },
          "spec": {
            "replicas": {{replicas.ToString(CultureInfo.InvariantCulture)}},
            "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": { "metadata": { "labels": { "app": "{{name}}" } }, "spec": {{podSpec}} }
          }
        }
        """;

    /// <summary>A text as JSON.</summary>
    public static string Quote(string text) => '"' + System.Text.Json.JsonEncodedText.Encode(text).ToString() + '"';
}
