using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Exactness;

/// <summary>The corpus in every field of a pod that runs programs of the machine.</summary>
public sealed class HostJobTests
{
    private const string Dump = "printf '%s\\0' \"$@\" > \"$REEVE_MOUNT_OUT\"/args; env -0 > \"$REEVE_MOUNT_OUT\"/env; pwd > \"$REEVE_MOUNT_OUT\"/pwd";

    [LinuxFact]
    public async Task Job_CorpusInArgumentsVariablesAndDirectory_SeesTheVeryBytes()
    {
        using var places = new TempDirectory();
        var directory = Directory.CreateDirectory(places["it's $(id) `a` \"dir\" %j é"]).FullName;

        // Expansion is the API's own: what is meant as it stands is written with two dollars.
        var texts = Corpus.Texts.Append(Corpus.Long(131_000)).ToList();
        var container = new Container
        {
            Name = "c",
            Command = ["/bin/sh", "-c", Dump, "sh", .. texts.Select(Verbatim)],
            Env = [.. texts.Select((text, index) => new EnvVar { Name = $"V{index}", Value = Verbatim(text) }), new EnvVar { Name = "item", Value = "locals of the runner" },
                new EnvVar { Name = "LIST", Value = "(a b)" }, new EnvVar { Name = "BASH_ENV", Value = "/nowhere" }],
            WorkingDir = directory,
            VolumeMounts = [new VolumeMount { Name = "out", MountPath = "/out" }],
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(
            PodSketch.Once(container), new Dictionary<string, string> { ["note"] = string.Concat(Corpus.Texts) }, [new EmptyDirVolume { Name = "out" }]));

        Assert.Equal(("", 0), (run.Log("c", stream: "err"), run.Container("c").ExitCode));
        Assert.Equal(texts, (await File.ReadAllTextAsync(run.Path("volumes/out/args"))).Split('\0')[..^1]);
        var environment = (await File.ReadAllTextAsync(run.Path("volumes/out/env"))).Split('\0')[..^1].Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(texts, texts.Select((_, index) => environment[$"V{index}"]));
        Assert.Equal(("locals of the runner", "(a b)", "/nowhere"), (environment["item"], environment["LIST"], environment["BASH_ENV"]));
        Assert.Equal(directory + "\n", await File.ReadAllTextAsync(run.Path("volumes/out/pwd")));
        Assert.False(File.Exists("/tmp/reeve-injected"));
    }

    [LinuxFact]
    public async Task Job_AddressInVariableAndArgument_IsTheMachines()
    {
        var container = PodSketch.Shell("c", "echo $(IP) $IP $BOTH") with
        {
            Env = [
                new EnvVar { Name = "IP", ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { FieldPath = "status.podIP" } } },
                new EnvVar { Name = "BOTH", Value = "$(IP):80@reeve0:ip:" },
            ],
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container)));
        var address = run.Progress!.Addresses[0];

        Assert.Equal($"{address} {address} {address}:80@reeve0:ip:\n", run.Log("c"));
    }

    [LinuxFact]
    public async Task Job_Secrets_AreNeitherInTheScriptNorInItsOptions()
    {
        const string Secret = "s3cret-value-of-a-pod";
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "test -n \"$TOKEN\"", ("TOKEN", Secret)))));

        Assert.Equal(0, run.Container("c").ExitCode);
        Assert.DoesNotContain(Secret, run.Bundle.Job.ToString() + run.Bundle.Job.Script, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Bundle.Job.Options, option => option.Value?.Contains(Secret, StringComparison.Ordinal) == true);
        var holders = run.Bundle.Tree.Files.Where(file => System.Text.Encoding.UTF8.GetString(file.Content.Span).Contains(Secret, StringComparison.Ordinal)).ToList();
        Assert.All(holders, file => Assert.Equal(0x180, file.Mode));
        Assert.Equal(["run/c/c/env"], holders.Select(file => file.Path));
    }

    private static string Verbatim(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
