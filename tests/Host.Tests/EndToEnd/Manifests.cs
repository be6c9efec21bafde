using System.Text.Json;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>Small manifests.</summary>
internal static class Manifests
{
    /// <summary>A pod that runs a shell script in one container named c. A dollar sign is the shell's, not the API's.</summary>
    public static string Pod(string name, string script, string restartPolicy = "Never", int grace = 2) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          restartPolicy: {{restartPolicy}}
          terminationGracePeriodSeconds: {{grace}}
          containers:
            - name: c
              image: host:/bin/sh
              args: ["-c", {{JsonSerializer.Serialize(script.Replace("$", "$$", StringComparison.Ordinal))}}]

        """;
}
