using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.EndToEnd;

public sealed class RunTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task Run_UntilDonePodSucceeds_Exit0AndLogsStay()
    {
        var file = _directory.Write("p.yaml", Manifests.Pod("hi", "echo hello; echo oops >&2"));

        var (exitCode, output, error) = await RunAsync("run", "--until-done", file);

        Assert.True(exitCode == 0, error);
        Assert.EndsWith("pod/hi Completed (ready 0/1)\n", output, StringComparison.Ordinal);
        var (_, log, _) = await RunAsync("logs", "hi");
        Assert.Equal(["hello", "oops"], log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [LinuxFact]
    public async Task Run_SameJobAgain_RunsOnceMore()
    {
        var counter = _directory["count"];
        var file = _directory.Write("p.yaml", Manifests.Pod("again", $"echo x >> {counter}"));

        Assert.Equal(0, (await RunAsync("run", "--until-done", file)).ExitCode);
        Assert.Equal(0, (await RunAsync("run", "--until-done", file)).ExitCode);

        Assert.Equal(2, File.ReadAllLines(counter).Length);
    }

    [LinuxFact]
    public async Task Run_UntilDoneOnePodFails_Exit1()
    {
        var file = _directory.Write("p.yaml", Manifests.Pod("good", "exit 0") + "---\n" + Manifests.Pod("bad", "exit 3"));

        var (exitCode, output, _) = await RunAsync("run", "--until-done", file);

        Assert.Equal(1, exitCode);
        Assert.Contains("pod/bad Error", output, StringComparison.Ordinal);
        Assert.Contains("pod/good Completed", output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_StandardInput_Read()
    {
        var (exitCode, output, error) = await ReeveProcess.RunAsync(
            ["run", "--until-done", "-", "--state-dir", _directory["s"]], Manifests.Pod("piped", "exit 0"));

        Assert.True(exitCode == 0, error);
        Assert.Contains("pod/piped Completed", output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_MissingBinary_FailsWithASentence()
    {
        var file = _directory.Write("p.yaml", Manifests.Pod("none", "exit 0").Replace("host:/bin/sh", "host:/no/such/program", StringComparison.Ordinal));
        await using var agent = ReeveProcess.Start(["run", file, "--state-dir", _directory["s"]]);

        await Eventually.TrueAsync(() => agent.Output.Contains("/no/such/program", StringComparison.Ordinal), "the reason is shown");

        AssertNoTrace(agent.Output + agent.Error);
        Assert.Matches("pod/none (ErrImagePull|ImagePullBackOff|RunContainerError|CreateContainerError)", agent.Output);
    }

    [Theory]
    [InlineData("a: [\n", ": error: this is not YAML")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{image: i}]}\n", "spec.containers[0].name: Required value")]
    [InlineData("kind: Sandwich\napiVersion: v1\n", "Sandwich")]
    public async Task Run_BadManifest_Exit2WithPlaceAndNothingDone(string text, string expected)
    {
        var file = _directory.Write("bad.yaml", text);

        var (exitCode, output, error) = await RunAsync("run", "--until-done", file, "--strict");

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.StartsWith(file, error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        AssertNoTrace(error);
        Assert.False(Directory.Exists(_directory["s/pods"]));
    }

    [Theory]
    [InlineData("There is no file or directory {0}/none.yaml; name the manifests to run.\n", "run", "{0}/none.yaml")]
    [InlineData("The plugin directory {0}/none does not exist; make it, or correct --plugins or plugins.directories.\n", "run", "--plugins", "{0}/none")]
    [InlineData("There is no pod to wait for; name files with pods, or leave out --until-done.\n", "run", "--until-done")]
    public async Task Run_WhatIsNamedIsNotThere_Exit2(string sentence, params string[] arguments)
    {
        string Fill(string text) => text.Replace("{0}", _directory.Path, StringComparison.Ordinal);

        var (exitCode, output, error) = await RunAsync([.. arguments.Select(Fill)]);

        Assert.Equal((2, "", Fill(sentence)), (exitCode, output, error));
    }

    [LinuxFact]
    public async Task Run_UnknownProvider_Exit2WithTheNearest()
    {
        var (exitCode, _, error) = await RunAsync("run", "--provider", "proces");

        Assert.Equal(2, exitCode);
        Assert.Contains("process", error, StringComparison.Ordinal);
        AssertNoTrace(error);
    }

    [LinuxFact]
    public async Task PluginsVerify_NothingThere_Exit2()
    {
        var (exitCode, output, error) = await RunAsync("plugins", "verify", _directory["none"]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith($"There is no plugin at {_directory["none"]}", error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Run_WrongOptionOfAProvider_Exit2WithItsLine()
    {
        var config = _directory.Write("c.yaml", "providers:\n  process:\n    maxPod: 3\n");

        var (exitCode, _, error) = await RunAsync("run", "--config", config);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{config}:3:13: providers.process.maxPod: ", error, StringComparison.Ordinal);
        Assert.Contains("maxPods", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider: proces\n", ":1:11: provider: there is no such provider; did you mean \"process\"?\n")]
    [InlineData("providers: {proces: {}}\n", ":1:21: providers.proces: there is no such provider; did you mean \"process\"?\n")]
    public async Task ConfigValidate_UnknownProvider_Exit2WithItsPlace(string text, string expected)
    {
        var config = _directory.Write("c.yaml", text);

        Assert.Equal((2, "", config + expected), await RunAsync("config", "validate", "--config", config));
    }

    private static void AssertNoTrace(string text)
    {
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        ReeveProcess.RunAsync([arguments[0], "--state-dir", _directory["s"], .. arguments[1..]]);
}
