using Reeve.Containers;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Containers;

/// <summary>What the contract demands of starting.</summary>
internal static class StartCases
{
    // Everything that a shell, a file format or a command line might treat as special.
    private static readonly string[] Awkward =
        ["", " ", "a b", "'", "\"", "\\", "$HOME", "$(id)", "`id`", "%n %%", "-n", "--", "*", "a\nb", "\t", "ü€😀", "=", ";|&<>", "#x"];

    public static IReadOnlyList<ConformanceCase<DriverSession>> All { get; } =
    [
        new("container.start.running", "A started container is returned and reported as running, with its start time.", RunsAsync),
        new("container.start.exit-code", "The exit code is reported exactly, with the time of the end.", ExitCodeAsync),
        new("container.start.signal", "A container that a signal ends is reported with that signal and exit code 128 + n.", SignalAsync),
        new("container.start.arguments", "The argument vector reaches the program byte for byte.", ArgumentsAsync),
        new("container.start.environment", "The environment is exactly what was asked for; nothing of the agent's own is added.", EnvironmentAsync),
        new("container.start.output", "Standard output and error are appended to their files.", OutputAsync),
        new("container.start.working-directory", "The program starts in its working directory.", WorkingDirectoryAsync),
        new("container.start.idempotent", "An attempt that exists is not started again.", IdempotentAsync),
        new("container.start.missing-program", "A program that does not exist is an attempt that ended with StartError and 128.", MissingAsync),
        new("container.start.mounts", "A mount appears where the driver says, writable or read-only as asked.", MountsAsync),
        new("container.start.many", "Twenty containers start at the same time.", ManyAsync),
        new("container.start.no-restart", "A container that ended is never started again by the driver.", NoRestartAsync),
        new("sandbox.prepare", "Preparing a sandbox gives the machine's addresses and may be repeated.", PrepareAsync),
    ];

    private static async Task RunsAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo up > \"$FILES/up\"; sleep 3600");
        var observation = await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);

        Require.Equal(ContainerRunState.Running, observation.State, "the returned state");
        Require.Equal(launch.Id, observation.Id, "the returned identity");
        Require.True(observation.StartedAt is not null, "no start time was returned");
        Require.Equal("up", await session.ReadAsync("up", cancellationToken).ConfigureAwait(false), "what the program wrote");
        await Require.EventuallyAsync(
            () => session.Seen.TryGetValue(launch.Id, out var seen) && seen.State == ContainerRunState.Running,
            "the watch reports it running", cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExitCodeAsync(DriverSession session, CancellationToken cancellationToken)
    {
        foreach (var code in new[] { 0, 1, 7, 127, 255 })
        {
            var launch = session.Shell($"exit-{code}", $"exit {code}");
            await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
            var end = await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
            Require.Equal(code, end.ExitCode, "the exit code");
            Require.Equal(0, end.Signal, "the signal");
            Require.True(end.FinishedAt >= end.StartedAt, $"ended at {end.FinishedAt}, started at {end.StartedAt}");
        }
    }

    private static async Task SignalAsync(DriverSession session, CancellationToken cancellationToken)
    {
        // Of the kernel's making, by a stack that overflows: the first process of a namespace is deaf to those it sends itself.
        var launch = session.Shell("main", "ulimit -c 0; ulimit -s 64; f() { f; }; f");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        var end = await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal(11, end.Signal, "the signal");
        Require.Equal(139, end.ExitCode, "the exit code");
    }

    private static async Task ArgumentsAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "for a in \"$@\"; do printf '%s\\0' \"$a\"; done > \"$FILES/tmp\"; mv \"$FILES/tmp\" \"$FILES/arguments\"", 0, Awkward);
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        var seen = (await File.ReadAllTextAsync(Path.Combine(session.Files, "arguments"), cancellationToken).ConfigureAwait(false)).Split('\0')[..^1];
        Require.Equal(string.Join('|', Awkward), string.Join('|', seen), "the arguments");
    }

    private static async Task EnvironmentAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var awkward = Awkward.Select((value, index) => KeyValuePair.Create($"V{index}", value)).ToList();
        var launch = session.Launch("main", ["/usr/bin/env", "-0"]);
        launch = launch with { Environment = [.. launch.Environment, .. awkward] };
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        var seen = (await File.ReadAllTextAsync(launch.StandardOutputPath, cancellationToken).ConfigureAwait(false)).Split('\0')[..^1];
        // A driver may set markers of its own, under its own prefix.
        var ours = seen.Where(line => !line.StartsWith("REEVE_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var expected = launch.Environment.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal);
        Require.Equal(string.Join('|', expected), string.Join('|', ours), "the environment");
    }

    private static async Task OutputAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo to out; echo to err >&2");
        await File.WriteAllTextAsync(launch.StandardOutputPath, "before\n", cancellationToken).ConfigureAwait(false);
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal("before\nto out\n", await File.ReadAllTextAsync(launch.StandardOutputPath, cancellationToken).ConfigureAwait(false), "standard output");
        Require.Equal("to err\n", await File.ReadAllTextAsync(launch.StandardErrorPath, cancellationToken).ConfigureAwait(false), "standard error");
    }

    private static async Task WorkingDirectoryAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "pwd") with { WorkingDirectory = "/usr" };
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal("/usr\n", await File.ReadAllTextAsync(launch.StandardOutputPath, cancellationToken).ConfigureAwait(false), "the working directory");
    }

    private static async Task IdempotentAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo once >> \"$FILES/count\"; sleep 3600");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("count", cancellationToken).ConfigureAwait(false);
        var again = await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        Require.Equal(ContainerRunState.Running, again.State, "the state returned the second time");
        await Require.StaysAsync(
            () => File.ReadAllLines(Path.Combine(session.Files, "count")).Length == 1, TimeSpan.FromMilliseconds(300),
            "the program ran twice", cancellationToken).ConfigureAwait(false);
    }

    private static async Task MissingAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Launch("main", ["/nowhere/to/be/found"]);
        var observation = await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        Require.Equal(ContainerRunState.Terminated, observation.State, "the returned state");
        Require.Equal("StartError", observation.Reason, "the reason");
        Require.Equal(128, observation.ExitCode, "the exit code");
        Require.True(observation.Message?.Contains("/nowhere/to/be/found", StringComparison.Ordinal) ?? false, "the message does not name the program");
    }

    private static async Task MountsAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var source = Directory.CreateDirectory(Path.Combine(session.Files, "volume")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "given"), "content\n", cancellationToken).ConfigureAwait(false);
        var writable = Place("/reeve-conformance/writable");
        var readOnly = Place("/reeve-conformance/read-only");
        var launch = session.Shell(
            "main",
            "cat \"$1/given\" \"$2/given\"; echo new > \"$1/new\"; { echo no > \"$2/no\"; } 2>/dev/null && echo wrote || echo refused",
            0,
            writable,
            readOnly) with
        {
            Mounts =
            [
                new ContainerMount { Volume = "data", Source = source, Target = "/reeve-conformance/writable" },
                new ContainerMount { Volume = "data", Source = source, Target = "/reeve-conformance/read-only", ReadOnly = true },
            ],
        };
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);

        var output = await File.ReadAllTextAsync(launch.StandardOutputPath, cancellationToken).ConfigureAwait(false);
        var error = await File.ReadAllTextAsync(launch.StandardErrorPath, cancellationToken).ConfigureAwait(false);
        var expected = session.Driver.Features.PrivateMounts ? "content\ncontent\nrefused\n" : "content\ncontent\nwrote\n";
        Require.Equal(expected, output, $"the output ({error})");
        Require.True(File.Exists(Path.Combine(source, "new")), "what the container wrote is not in the volume");
        Require.True(!Directory.Exists("/reeve-conformance"), "the mount point was made on the machine's disk");

        string Place(string target) => session.Driver.Features.PrivateMounts ? target : source;
    }

    private static async Task ManyAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launches = Enumerable.Range(0, 20).Select(i => session.Shell($"c{i}", $"echo {i}; exit {i}")).ToList();
        await session.Driver.PrepareSandboxAsync(session.Sandbox, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(launches.Select(launch => session.Driver.StartContainerAsync(launch, cancellationToken))).ConfigureAwait(false);
        for (var i = 0; i < launches.Count; i++)
        {
            var end = await session.EndAsync(launches[i].Id, cancellationToken).ConfigureAwait(false);
            Require.Equal(i, end.ExitCode, $"the exit code of container {i}");
        }
    }

    private static async Task NoRestartAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo run >> \"$FILES/runs\"; exit 1");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await Require.StaysAsync(
            () => File.ReadAllLines(Path.Combine(session.Files, "runs")).Length == 1, TimeSpan.FromMilliseconds(500),
            "the driver started it again", cancellationToken).ConfigureAwait(false);
    }

    private static async Task PrepareAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var first = await session.Driver.PrepareSandboxAsync(session.Sandbox, cancellationToken).ConfigureAwait(false);
        var second = await session.Driver.PrepareSandboxAsync(session.Sandbox, cancellationToken).ConfigureAwait(false);
        Require.True(first.HostIPs.Count > 0, "no address of the machine");
        Require.Equal(string.Join(',', first.PodIPs), string.Join(',', second.PodIPs), "the pod's addresses the second time");
    }
}
