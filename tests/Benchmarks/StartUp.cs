using System.Diagnostics;
using System.Globalization;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks;

/// <summary>From the start of the agent's process to the first container.</summary>
internal sealed class StartUp : IBenchmark
{
    private const int Rounds = 7;

    /// <inheritdoc/>
    public string Name => "startup";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        var pair = (await Interleaved.RunAsync(1, Rounds, () => MeasureAsync(options), () => ReferenceAsync(options)))
            .Convert(seconds => seconds * 1000);
        return new()
        {
            Title = "Start to first container",
            Explanation = "From the start of the process of `reeve run hello.yaml`, with an empty state directory, to the first line that the first container "
                + "(an init container with a ConfigMap volume, an emptyDir, and a Secret in its environment) writes into a named pipe. "
                + "Reference: `reeve version`, from its start to its end: the same program, the .NET runtime, and nothing to do.",
            Figures =
            [
                new()
                {
                    What = "`reeve run` to first container",
                    Measured = pair.Measured,
                    Reference = pair.Reference,
                    Unit = "ms",
                    Goal = "well under a second",
                    Met = pair.Measured.Median < 700,
                },
            ],
        };
    }

    private static async Task<double> MeasureAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory();
        Libc.MakeFifo(work["up"]);
        await File.WriteAllTextAsync(work["hello.yaml"], Manifest(work["up"]));

        var start = TimeProvider.System.GetTimestamp();
        await using var agent = AgentProcess.Start(options, work, work["hello.yaml"]);
        // Opening the pipe waits for the container, so that nothing is asked again and again while the agent starts.
        var up = Task.Run(() =>
        {
            using var pipe = File.OpenText(work["up"]);
            return (pipe.ReadLine(), TimeProvider.System.GetTimestamp());
        });
        await agent.WaitAsync("the first container runs", TimeSpan.FromMilliseconds(100), () => up.IsCompleted);
        var (line, end) = await up;
        return line == "Hello, world"
            ? TimeProvider.System.GetElapsedTime(start, end).TotalSeconds
            : throw new BenchmarkException($"the first container wrote \"{line}\"");
    }

    private static async Task<double> ReferenceAsync(BenchmarkOptions options)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(AgentProcess.Command(options, "version"))!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? TimeProvider.System.GetElapsedTime(start).TotalSeconds
            : throw new BenchmarkException($"reeve version ended with {process.ExitCode}");
    }

    private static string Manifest(string pipe) => string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: hello
        data:
          greeting: Hello
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: hello
        stringData:
          name: world
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: hello
        spec:
          terminationGracePeriodSeconds: 1
          volumes:
            - name: shared
              emptyDir: {}
            - name: config
              configMap:
                name: hello
          initContainers:
            - name: prepare
              image: host:/bin/sh
              args: ["-c", "echo \"$(cat $REEVE_MOUNT_CONFIG/greeting), $NAME\" > {{pipe}}; cp $REEVE_MOUNT_CONFIG/greeting $REEVE_MOUNT_SHARED/"]
              env:
                - name: NAME
                  valueFrom:
                    secretKeyRef:
                      name: hello
                      key: name
              volumeMounts:
                - name: shared
                  mountPath: /shared
                - name: config
                  mountPath: /config
          containers:
            - name: sleep
              image: host:/bin/sleep
              args: ["600"]
              volumeMounts:
                - name: shared
                  mountPath: /shared
        """);
}
