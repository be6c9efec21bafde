using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Exactness;

/// <summary>The corpus in every field of a pod that runs in containers of a real Apptainer.</summary>
public sealed class ApptainerJobTests
{
    private const string Dump = "printf '%s\\0' \"$@\" > /out/args; env > /out/env; cat /proc/self/environ > /out/environ; pwd > /out/pwd";

    [RequiresTheory(Component.Apptainer)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_CorpusInArgumentsVariablesAndMounts_SeesTheVeryBytes(bool instances)
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        const string Odd = "/mounts/it's, a `b` $(id) \"c\" \\d é %j";
        var texts = Corpus.Texts.Where(text => !text.Contains("\r\n", StringComparison.Ordinal)).Append(Corpus.Long(130_000)).ToList();
        var container = new Container
        {
            Name = "c",
            Image = files["image.sif"],
            Command = ["/bin/sh", "-c", Dump + $"; cat '{Odd.Replace("'", "'\\''", StringComparison.Ordinal)}/file'", "sh", "a\r\nb", .. texts.Select(Verbatim)],
            Env = [.. texts.Select((text, index) => new EnvVar { Name = $"V{index}", Value = Verbatim(text) }), new EnvVar { Name = "HOME", Value = "/some/home" },
                new EnvVar { Name = "PATH", Value = "/bin:/custom" }, new EnvVar { Name = "APPTAINER_BIND", Value = "/etc" }],
            WorkingDir = Odd,
            VolumeMounts = [new VolumeMount { Name = "out", MountPath = "/out" }, new VolumeMount { Name = "cm", MountPath = Odd }],
        };
        using var run = await JobRun.CompleteAsync(
            PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "out" }, Files("cm", "content of a ConfigMap\n")]), Options(instances));

        Assert.Equal(("", 0), (run.Log("c", stream: "err") + run.Container("c").Message, run.Container("c").ExitCode));
        Assert.Equal("content of a ConfigMap\n", run.Log("c"));
        var arguments = await File.ReadAllTextAsync(run.Path("volumes/out/args"));
        Assert.Equal(texts.Prepend("a\r\nb"), arguments.Split('\0')[..^1]);
        var environment = (await File.ReadAllTextAsync(run.Path("volumes/out/environ"))).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(texts, texts.Select((_, index) => environment[$"V{index}"]));
        Assert.Equal(("/some/home", "/bin:/custom", "/etc", "7"), (environment["HOME"], environment["PATH"], environment["APPTAINER_BIND"], environment["SLURM_JOB_ID"]));
        Assert.Equal(Odd + "\n", await File.ReadAllTextAsync(run.Path("volumes/out/pwd")));
        Assert.False(File.Exists("/tmp/reeve-injected"));
    }

    [RequiresTheory(Component.Apptainer)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_LibraryPathOfTheManifest_IsTheVeryBytes(bool instances)
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        string[] values = ["/a b:/c", "", ":", "/.singularity.d/libs", "/x:/.singularity.d/libs", "'\"$(touch /tmp/reeve-injected)`\\\n%s*"];
        var containers = values.Select((value, index) => PodSketch.Shell($"c{index}", "cat /proc/self/environ", ("LD_LIBRARY_PATH", Verbatim(value))) with
        {
            Image = files["image.sif"],
        }).Append(PodSketch.Shell("without", "cat /proc/self/environ") with { Image = files["image.sif"] });
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once([.. containers])), Options(instances));

        string Seen(string container) => run.Log(container).Split('\0').Single(item => item.StartsWith("LD_LIBRARY_PATH=", StringComparison.Ordinal))["LD_LIBRARY_PATH=".Length..];
        Assert.Equal(values, values.Select((_, index) => Seen($"c{index}")));
        Assert.Equal("/.singularity.d/libs", Seen("without"));
        Assert.False(File.Exists("/tmp/reeve-injected"));
    }

    [RequiresTheory(Component.Apptainer)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Job_WithProbesHooksAndMessages_HonoursThemInsideTheContainer(bool instances)
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        var script = "trap 'cat /work/hooks; echo stopped > /etc/message; exit 4' TERM; echo x > /work/ready; while :; do sleep 0.05; done";
        var container = PodSketch.Shell("c", script, ("WHO", "me")) with
        {
            Image = files["image.sif"],
            TerminationMessagePath = "/etc/message",
            VolumeMounts = [new VolumeMount { Name = "work", MountPath = "/work" }],
            ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["/bin/sh", "-c", "test \"$WHO\" = me && test -e /work/ready"] }, PeriodSeconds = 1 },
            Lifecycle = new Lifecycle
            {
                PostStart = new LifecycleHandler { Exec = new ExecAction { Command = ["/bin/sh", "-c", "echo post >> /work/hooks"] } },
                PreStop = new LifecycleHandler { Exec = new ExecAction { Command = ["/bin/sh", "-c", "echo pre >> /work/hooks"] } },
            },
        };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "work" }]), Options(instances));
        run.Start();
        await run.UntilAsync(progress => progress.Containers[0].Ready, "it is ready");
        var entered = await Tool.RunAsync("bash", [run.Path("run/enter.sh"), "c", "/bin/sh", "-c", "echo \"$WHO\" \"$1\"; exit 6", "sh", "a  'b' $(id)"]);
        await run.SignalAsync("TERM");
        await run.EndAsync();

        Assert.Equal((6, "me a  'b' $(id)\n"), (entered.ExitCode, entered.Output));
        Assert.Equal(("post\npre\n", 4, "stopped\n"), (run.Log("c"), run.Container("c").ExitCode, run.Container("c").Message));
    }

    [RequiresFact(Component.Apptainer)]
    public async Task Job_MessageInDevAndProcessesLeft_AreFetchedAndEnded()
    {
        using var files = new TempDirectory();
        await ApptainerProgram.MakeImageAsync(files["image.sif"]);
        var container = PodSketch.Shell("c", "echo gone > /dev/termination-log; (sleep 678 &); echo new > /anywhere && cat /anywhere") with
        {
            Image = files["image.sif"], TerminationMessagePath = "/dev/termination-log",
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container)), Options(instances: true));

        Assert.Equal(("gone\n", "new\n", 0), (run.Container("c").Message, run.Log("c"), run.Container("c").ExitCode));
        Assert.DoesNotContain(await CommandLinesAsync(), line => line.Contains("sleep\0678", StringComparison.Ordinal));
    }

    [RequiresFact(Component.Apptainer)]
    public async Task Job_ImageIsMissing_IsTriedAgainAndThenFails()
    {
        var container = PodSketch.Shell("c", "true") with { Image = "/no/such/image.sif" };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container)), Options(instances: true));

        Assert.Equal(("StartError", 128, ContainerRunState.Terminated), (run.Container("c").Reason, run.Container("c").ExitCode, run.Container("c").State));
        Assert.Contains("image.sif", run.Container("c").Message, StringComparison.Ordinal);
    }

    private static ContainerOptions Options(bool instances) => new() { Program = ApptainerProgram.Path, Instances = instances, BackoffSeconds = 0, ImageTries = 2 };

    private static FilesVolume Files(string name, string content) => new()
    {
        Name = name, Revision = "1", Files = [new VolumeFile { Path = "file", Content = System.Text.Encoding.UTF8.GetBytes(content) }],
    };

    private static async Task<List<string>> CommandLinesAsync()
    {
        var lines = new List<string>();
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            try
            {
                lines.Add(await File.ReadAllTextAsync($"{directory}/cmdline"));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return lines;
    }

    private static string Verbatim(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
