using System.Text.Json.Nodes;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

public sealed class AgentTests : IAsyncLifetime
{
    // Counts until told to end, and says so: a line for each number, none of which may get lost.
    private const string Counter = "trap 'echo bye; exit 0' TERM; i=0; while true; do echo $i; i=$((i+1)); sleep 0.02; done";

    private readonly TestAgent _agent = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _agent.DisposeAsync();

    [LinuxFact]
    public async Task Terminate_RunningPod_GoesOnAndIsTakenOver()
    {
        var file = _agent.Directory.Write("p.yaml", Manifests.Pod("p", $"echo $$ > {_agent.Directory["pid"]}; {Counter}"));
        await _agent.StartAsync(file);
        await _agent.RunningAsync(1);
        var before = (await _agent.PodsAsync())[0];
        var pid = int.Parse(await File.ReadAllTextAsync(_agent.Directory["pid"]));

        Assert.Equal(0, await _agent.TerminateAsync());

        Assert.Contains("1 pod goes on", _agent.Process.Error, StringComparison.Ordinal);
        Assert.True(Signals.IsAlive(pid));
        var (exitCode, output, error) = await _agent.CallAsync("pods");
        Assert.Equal(0, exitCode);
        Assert.Contains("Running", output, StringComparison.Ordinal);
        Assert.StartsWith("No agent runs on", error, StringComparison.Ordinal);

        await _agent.StartAsync(file);
        await _agent.RunningAsync(1);
        var after = (await _agent.PodsAsync())[0];
        Assert.Equal((string?)before["metadata"]!["uid"], (string?)after["metadata"]!["uid"]);
        Assert.Equal(0, (int?)after["status"]!["containerStatuses"]![0]!["restartCount"]);
        Assert.Equal(pid, int.Parse(await File.ReadAllTextAsync(_agent.Directory["pid"])));
    }

    [LinuxFact]
    public async Task Terminate_StopWorkloads_PodsEnd()
    {
        var file = _agent.Directory.Write("p.yaml", Manifests.Pod("p", $"echo $$ > {_agent.Directory["pid"]}; {Counter}"));
        await _agent.StartAsync(file, "--stop-workloads");
        await _agent.RunningAsync(1);
        var pid = int.Parse(await File.ReadAllTextAsync(_agent.Directory["pid"]));

        Assert.Equal(0, await _agent.TerminateAsync());

        Assert.Contains("stops 1 pod", _agent.Process.Error, StringComparison.Ordinal);
        Assert.False(Signals.IsAlive(pid));
        Assert.Contains("bye", (await _agent.CallAsync("logs", "p")).Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Terminate_SecondSignal_EndsAtOnce()
    {
        var ready = _agent.Directory["ready"];
        var file = _agent.Directory.Write("p.yaml", Manifests.Pod("p", $"trap '' TERM; touch {ready}; while true; do sleep 0.05; done", grace: 3600));
        await _agent.StartAsync(file, "--stop-workloads");
        await Eventually.TrueAsync(() => File.Exists(ready), "the pod ignores the signal");
        _agent.Process.Terminate();
        await Eventually.TrueAsync(() => _agent.Process.Error.Contains("another signal ends it at once", StringComparison.Ordinal), "the agent waits for the pod");
        Assert.False(_agent.Process.HasExited);

        Assert.Equal(128 + Signals.Terminate, await _agent.TerminateAsync());
    }

    [LinuxFact]
    public async Task Kill_TwentyRunningPods_SameProcessesNoRestartNoLineLost()
    {
        const int count = 20;
        var pods = Enumerable.Range(0, count)
            .Select(i => Manifests.Pod($"p{i}", $"echo $$ >> {_agent.Directory[$"pid{i}"]}; {Counter}", restartPolicy: "Always"));
        var file = _agent.Directory.Write("pods.yaml", string.Join("---\n", pods));
        await _agent.StartAsync(file);
        await _agent.RunningAsync(count);
        var before = Enumerable.Range(0, count).Select(i => File.ReadAllText(_agent.Directory[$"pid{i}"])).ToList();

        _agent.Process.Kill();
        await _agent.Process.WaitAsync();
        Assert.All(before, pid => Assert.True(Signals.IsAlive(int.Parse(pid))));
        await _agent.StartAsync(file);
        await _agent.RunningAsync(count);

        // A second line in a file would be a second start.
        Assert.Equal(before, Enumerable.Range(0, count).Select(i => File.ReadAllText(_agent.Directory[$"pid{i}"])));
        Assert.All(await _agent.PodsAsync(), pod => Assert.Equal(0, (int?)pod["status"]!["containerStatuses"]![0]!["restartCount"]));
        foreach (var i in Enumerable.Range(0, count))
        {
            var (exitCode, log, error) = await _agent.CallAsync("logs", $"p{i}");
            Assert.True(exitCode == 0, error);
            var numbers = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.NotEmpty(numbers);
        }
    }

    [LinuxFact]
    public async Task Watch_Directory_PodsFollowItsFiles()
    {
        var directory = _agent.Directory["pods"];
        Directory.CreateDirectory(directory);
        await _agent.StartAsync("--watch", directory);
        Assert.Empty(await _agent.PodsAsync());

        _agent.Directory.Write("pods/a.yaml", Manifests.Pod("a", Counter));
        await _agent.RunningAsync(1);
        var first = (string?)(await _agent.PodsAsync())[0]["metadata"]!["uid"];

        _agent.Directory.Write("pods/a.yaml", Manifests.Pod("a", Counter + " # changed"));
        await Eventually.TrueAsync(
            async () => await _agent.PodsAsync() is [var pod] && (string?)pod["metadata"]!["uid"] != first && (string?)pod["status"]!["phase"] == "Running",
            "the changed pod runs");
        var second = (string?)(await _agent.PodsAsync())[0]["metadata"]!["uid"];

        // A file that has become bad takes nothing away.
        _agent.Directory.Write("pods/a.yaml", "a: [");
        await Eventually.TrueAsync(() => _agent.Process.Error.Contains("a.yaml:1:", StringComparison.Ordinal), "the mistake is reported");
        Assert.Equal(second, (string?)(await _agent.PodsAsync())[0]["metadata"]!["uid"]);

        File.Delete(_agent.Directory["pods/a.yaml"]);
        await Eventually.TrueAsync(async () => (await _agent.PodsAsync()).Count == 0, "the pod is gone");
    }

    [LinuxFact]
    public async Task Exec_Command_ItsStreamsAndExitCode()
    {
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", Counter)));
        await _agent.RunningAsync(1);

        Assert.Equal((7, "out\n", "err\n"), await _agent.CallAsync("exec", "p", "--", "sh", "-c", "echo out; echo err >&2; exit 7"));
        var (exitCode, output, error) = await ReeveProcess.RunAsync(["exec", "-i", "p", "--state-dir", _agent.State, "--", "cat"], "piped\n");
        Assert.Equal((0, "piped\n", ""), (exitCode, output, error));
        var (missing, _, reason) = await _agent.CallAsync("exec", "p", "--", "/no/such/program");
        Assert.Equal(1, missing);
        Assert.Contains("/no/such/program", reason, StringComparison.Ordinal);
        Assert.Equal(
            "There is no pod zzz in namespace default; \"reeve pods -A\" lists all of them.\n", (await _agent.CallAsync("exec", "zzz", "--", "ls")).Error);
    }

    [LinuxFact]
    public async Task Exec_AgentIsKilled_FailsWithASentence()
    {
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", Counter)));
        await _agent.RunningAsync(1);
        await using var exec = ReeveProcess.Start(["exec", "p", "--state-dir", _agent.State, "--", "sh", "-c", "echo begun; sleep 60"]);
        await using var watch = ReeveProcess.Start(["pods", "--watch", "--state-dir", _agent.State]);
        await Eventually.TrueAsync(() => exec.Output == "begun\n" && watch.Output.Length > 0, "the command runs and pods are watched");

        _agent.Process.Kill();

        Assert.Equal(1, await exec.WaitAsync());
        Assert.Equal("The agent ended before the command did.\n", exec.Error);
        Assert.Equal(1, await watch.WaitAsync());
        Assert.Equal("The agent has ended.\n", watch.Error);
    }

    [LinuxFact]
    public async Task Exec_LargeInput_ComesBackWhole()
    {
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", Counter)));
        await _agent.RunningAsync(1);
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"line {i}\n"));

        var (exitCode, output, error) = await ReeveProcess.RunAsync(["exec", "-i", "p", "--state-dir", _agent.State, "--", "cat"], text);

        Assert.True(exitCode == 0, error);
        Assert.True(text == output, $"{output.Length} of {text.Length} characters came back");
    }

    [LinuxFact]
    public async Task Delete_GracePeriod_SignalFirst()
    {
        var marker = _agent.Directory["ended"];
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", $"trap 'echo yes > {marker}; exit 0' TERM; while true; do sleep 0.05; done", grace: 30)));
        await _agent.RunningAsync(1);

        var (exitCode, output, error) = await _agent.CallAsync("delete", "p", "--grace-period", "20");

        Assert.True(exitCode == 0, error);
        Assert.Equal("pod/p deleted\n", output);
        Assert.Equal("yes\n", await File.ReadAllTextAsync(marker));
        Assert.Empty(await _agent.PodsAsync());
    }

    [LinuxFact]
    public async Task Delete_Force_AtOnce()
    {
        var marker = _agent.Directory["pid"];
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", $"trap '' TERM; echo $$ > {marker}; while true; do sleep 0.05; done", grace: 3600)));
        await _agent.RunningAsync(1);
        await Eventually.TrueAsync(() => File.Exists(marker) && File.ReadAllText(marker).EndsWith('\n'), "the pid is written");

        Assert.Equal(0, (await _agent.CallAsync("delete", "p", "--force")).ExitCode);

        Assert.False(Signals.IsAlive(int.Parse(await File.ReadAllTextAsync(marker))));
    }

    [LinuxFact]
    public async Task Logs_Follow_ToTheEndOfTheContainer()
    {
        var go = _agent.Directory["go"];
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", $"echo first; while [ ! -e {go} ]; do sleep 0.02; done; echo last")));
        await _agent.RunningAsync(1);
        await using var follower = ReeveProcess.Start(["logs", "-f", "p", "--state-dir", _agent.State]);
        await Eventually.TrueAsync(() => follower.Output == "first\n", "the first line is there");

        await File.WriteAllTextAsync(go, "");

        Assert.Equal(0, await follower.WaitAsync());
        Assert.Equal("first\nlast\n", follower.Output);
    }

    [LinuxFact]
    public async Task Start_SecondAgentOnTheSameState_RefusedWithTheFirstsId()
    {
        await _agent.StartAsync();

        var (exitCode, _, error) = await _agent.CallAsync("run");

        Assert.Equal(1, exitCode);
        Assert.Contains(_agent.Process.Id.ToString(), error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Socket_OfARunningAgent_OnlyForItsUser()
    {
        await _agent.StartAsync();
        var socket = Path.Combine(_agent.State, "agent.sock");
        await Eventually.TrueAsync(() => File.Exists(socket), "the socket is there");

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(socket) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(_agent.State) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [LinuxFact]
    public async Task Describe_RunningPod_ContainersAndEvents()
    {
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("p", Counter)));
        await _agent.RunningAsync(1);

        var description = (await _agent.CallAsync("describe", "p")).Output;
        var events = JsonNode.Parse((await _agent.CallAsync("events", "-o", "json")).Output)!["items"]!.AsArray();

        Assert.Contains("host:/bin/sh", description, StringComparison.Ordinal);
        Assert.Contains("Running since", description, StringComparison.Ordinal);
        Assert.Contains("Started container c", description, StringComparison.Ordinal);
        Assert.Contains(events, item => (string?)item!["reason"] == "Started");
    }

    [LinuxFact]
    public async Task Complete_Pods_NamesOfTheAgent()
    {
        await _agent.StartAsync(_agent.Directory.Write("p.yaml", Manifests.Pod("mypod", Counter)));
        await _agent.RunningAsync(1);

        // A machine that is busy gets no names in time, for a shell does not wait.
        await Eventually.TrueAsync(async () => await CompleteAsync("my") == "mypod\n", "the pod's name");
        await Eventually.TrueAsync(async () => await CompleteAsync("mypod", "-c", "") == "c\n", "the container's name");
    }

    private async Task<string> CompleteAsync(params string[] words) =>
        (await ReeveProcess.RunAsync(["__complete", "logs", "--state-dir", _agent.State, .. words])).Output;
}
