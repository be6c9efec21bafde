using System.Globalization;
using System.Text;
using Reeve.Benchmarks.Processes;

namespace Reeve.Benchmarks.Agents;

/// <summary>Pods of one container that sleeps, and the processes that they become.</summary>
internal sealed class SleepPods
{
    /// <summary>The program of each container.</summary>
    public const string Program = "/bin/sleep";

    // The argument tells the processes of this run from all others; it is long enough to be for ever.
    private readonly string _seconds = string.Create(CultureInfo.InvariantCulture, $"1{Environment.ProcessId:0000000}.{Random.Shared.Next(1, 10000)}");

    /// <summary>The program's argument.</summary>
    public string Argument => _seconds;

    /// <summary>
    /// Seconds between the signal that ends a container and the one that kills it; null for the usual. As the first process of a namespace of its own the
    /// program does not heed the first signal, and is waited for that long.
    /// </summary>
    public int? Grace { get; init; }

    /// <summary>The processes that run now.</summary>
    public IReadOnlyList<int> Running() => ProcessTable.Find([Program, _seconds]);

    /// <summary>A manifest of so many pods, one YAML document for each.</summary>
    /// <param name="count">How many.</param>
    /// <param name="batch">A part of their names.</param>
    public string Manifest(int count, int batch = 0)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: sleep-{{batch}}-{{i}}
                spec:{{(Grace is { } grace ? $"\n  terminationGracePeriodSeconds: {grace}" : "")}}
                  containers:
                    - name: sleep
                      image: host:{{Program}}
                      args: ["{{_seconds}}"]
                ---

                """);
        }

        return text.ToString();
    }
}
