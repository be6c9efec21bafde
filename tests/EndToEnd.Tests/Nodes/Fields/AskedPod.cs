namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>The pod that nodes are asked about: an init container, one that is ready, one that was restarted, and a volume of each common kind.</summary>
internal static class AskedPod
{
    /// <summary>Its manifest.</summary>
    public static string Manifest(string name, string node, string image) => $$"""
        {
          "metadata": { "name": "{{name}}", "labels": { "app": "{{name}}" } },
          "spec": {
            "nodeSelector": { "kubernetes.io/hostname": "{{node}}" },
            "tolerations": [{ "key": "virtual-kubelet.io/provider", "operator": "Exists" }],
            "dnsPolicy": "Default",
            "terminationGracePeriodSeconds": 1,
            "initContainers": [{{Container("first", image, "echo first")}}],
            "containers": [
              {{Container("main", image, $"echo begun; {Manifests.Forever}", """
                "readinessProbe": { "exec": { "command": ["/bin/true"] }, "periodSeconds": 1 },
                "resources": { "requests": { "cpu": "10m", "memory": "16Mi" } },
                "volumeMounts": [
                  { "name": "disk", "mountPath": "/data/disk" }, { "name": "memory", "mountPath": "/data/memory" },
                  { "name": "config", "mountPath": "/data/config" }, { "name": "secret", "mountPath": "/data/secret" },
                  { "name": "pod", "mountPath": "/data/pod" }, { "name": "all", "mountPath": "/data/all" },
                  { "name": "host", "mountPath": "/data/host" }
                ],
                """)}},
              {{Container("restarted", image, $"if [ -e /data/disk/again ]; then {Manifests.Forever}; else touch /data/disk/again; echo failed; exit 3; fi", """
                "volumeMounts": [{ "name": "disk", "mountPath": "/data/disk" }],
                """)}}
            ],
            "volumes": [
              { "name": "disk", "emptyDir": {} },
              { "name": "memory", "emptyDir": { "medium": "Memory" } },
              { "name": "config", "configMap": { "name": "config" } },
              { "name": "secret", "secret": { "secretName": "secret" } },
              { "name": "pod", "downwardAPI": { "items": [{ "path": "labels", "fieldRef": { "fieldPath": "metadata.labels" } }] } },
              { "name": "all", "projected": { "sources": [{ "configMap": { "name": "config" } }, { "secret": { "name": "secret" } }] } },
              { "name": "host", "hostPath": { "path": "/usr" } }
            ]
          }
        }
        """;

    private static string Container(string name, string image, string script, string more = "") => $$"""
        {
          {{more}}
          "name": "{{name}}",
          "image": "{{image}}",
          "imagePullPolicy": "IfNotPresent",
          "env": [{ "name": "{{Manifests.NodeVariable}}", "valueFrom": { "fieldRef": { "fieldPath": "spec.nodeName" } } }],
          "command": ["/bin/sh", "-c", {{Manifests.Quote(script)}}]
        }
        """;
}
