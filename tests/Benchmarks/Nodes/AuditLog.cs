using System.Text.Json;

namespace Reeve.Benchmarks.Nodes;

/// <summary>What the API server writes down about the requests of nodes.</summary>
internal sealed class AuditLog
{
    private readonly string _path;
    private readonly string _policy;
    private long _offset;

    /// <summary>Writes the policy for an API server into a directory.</summary>
    public AuditLog(string directory)
    {
        _path = Path.Combine(directory, "audit.log");
        _policy = Path.Combine(directory, "audit.yaml");
        File.WriteAllText(_policy, """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived, ResponseStarted]
            rules:
              - level: Metadata
                userGroups: [system:nodes]
              - level: None

            """);
    }

    /// <summary>The flags of the API server that write it. Entries are collected for a while, so that writing them costs next to nothing.</summary>
    public IReadOnlyList<string> Flags =>
        [$"--audit-policy-file={_policy}", $"--audit-log-path={_path}", "--audit-log-mode=batch", "--audit-log-batch-max-wait=1s"];

    /// <summary>Forgets what was written until now.</summary>
    public void Forget() => _offset = new FileInfo(_path).Length;

    /// <summary>The requests since <see cref="Forget"/>, as verb and resource with their number; watches count when they end.</summary>
    public IReadOnlyDictionary<string, int> Requests()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        using var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _offset;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var name = entry.RootElement.GetProperty("verb").GetString()!;
            if (entry.RootElement.TryGetProperty("objectRef", out var target))
            {
                name += " " + target.GetProperty("resource").GetString();
                name += target.TryGetProperty("subresource", out var part) ? "/" + part.GetString() : "";
            }

            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts;
    }
}
