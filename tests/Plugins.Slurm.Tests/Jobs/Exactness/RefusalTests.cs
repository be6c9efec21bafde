using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Exactness;

/// <summary>What cannot reach the job as it is written is refused, with the path of the field.</summary>
public sealed class RefusalTests
{
    private static readonly IPodBundler Apptainer = JobBundling.Create(new ContainerOptions());

    private static Container Good => new() { Name = "c", Image = "busybox", Command = ["true"] };

    public static TheoryData<string, Container> Containers => new()
    {
        { "spec.containers[0].args", Good with { Args = ["a\0b"] } },
        { "spec.containers[0].args", Good with { Command = ["\ud800"] } },
        { "spec.containers[0].args", Good with { Args = [new string('x', 131_072)] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "A", Value = "\0" }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "A", Value = new string('x', 131_072) }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "with.dot", Value = "x" }] } },
        { "spec.containers[0].env[1].value", Good with { Env = [new EnvVar { Name = "A" }, new EnvVar { Name = "UID", Value = "x" }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "HOME", Value = "here" }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "HOME", Value = "/a:/etc" }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "A", Value = "a\r\nb" }] } },
        { "spec.containers[0].env[0].value", Good with { Env = [new EnvVar { Name = "X;id", Value = "x" }] } },
        { "spec.containers[0].workingDir", Good with { WorkingDir = "relative" } },
        { "spec.containers[0].workingDir", Good with { WorkingDir = "/a/../b" } },
        { "spec.containers[0].workingDir", Good with { WorkingDir = "/a\nb" } },
        { "spec.containers[0].image", Good with { Image = "-e" } },
        { "spec.containers[0].image", Good with { Image = "a b" } },
        { "spec.containers[0].image", Good with { Image = "a\nb" } },
        { "spec.containers[0].image", Good with { Image = "file:///etc" } },
        { "spec.containers[0].image", Good with { Image = "../x.sif" } },
        { "spec.containers[0].volumeMounts[0].mountPath", Good with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/a/../etc" }] } },
        { "spec.containers[0].volumeMounts[0].mountPath", Good with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/" }] } },
        { "spec.containers[0].volumeMounts[0].mountPath", Good with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/a\nb" }] } },
        { "spec.containers[0].volumeMounts[0].subPath", Good with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/a", SubPath = "../x" }] } },
        { "spec.containers[0].volumeMounts[0].subPathExpr", Good with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/a", SubPathExpr = "$(NO)" }] } },
        { "spec.containers[0].livenessProbe.exec.command", Good with { LivenessProbe = new Probe { Exec = new ExecAction { Command = ["a\0"] } } } },
        { "spec.containers[0].livenessProbe.httpGet", Good with { LivenessProbe = new Probe { HttpGet = new HTTPGetAction { Port = 80, Path = "/a\r\nX: y" } } } },
        { "spec.containers[0].livenessProbe.httpGet.host", Good with { LivenessProbe = new Probe { HttpGet = new HTTPGetAction { Port = 80, Host = "a/../b" } } } },
        { "spec.containers[0].livenessProbe.httpGet.scheme", Good with { LivenessProbe = new Probe { HttpGet = new HTTPGetAction { Port = 80, Scheme = "HTTPS" } } } },
        { "spec.containers[0].livenessProbe.httpGet.port", Good with { LivenessProbe = new Probe { HttpGet = new HTTPGetAction { Port = "80;id" } } } },
        { "spec.containers[0].readinessProbe.grpc", Good with { ReadinessProbe = new Probe { Grpc = new GRPCAction { Port = 80 } } } },
        { "spec.containers[0].resources.limits[example.com/fpga]", Good with { Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["example.com/fpga"] = new(1) } } } },
    };

    public static TheoryData<string, string> BadAnnotations => new()
    {
        { "slurm-job.knoc.io/flags", "--uid=0" },
        { "slurm-job.knoc.io/flags", "--wrap=id" },
        { "slurm-job.vk.io/flags", "--partition='x" },
        { "slurm-job.vk.io/flags", "; id" },
        { "slurm-job.vk.io/flags", "-t" },
        { "slurm-job.vk.io/flags", "--array=1-9" },
        { "slurm.hpk.io/flags", "--export=ALL" },
        { "slurm.reeve.dev/flags", "a\0b" },
        { "slurm.reeve.dev/partition", "a\n#SBATCH --uid=0" },
        { "slurm-job.vk.io/flavor", "none such" },
        { "slurm-job.vk.io/pre-exec", "rm -rf /" },
        { "slurm-job.vk.io/singularity-options", "--bind=/etc:/x" },
        { "slurm-job.vk.io/singularity-options", "image --nv" },
        { "slurm-job.vk.io/singularity-options", "--allow-setuid" },
        { "slurm-job.vk.io/singularity-mounts", "--bind /etc:/x" },
        { "slurm-job.vk.io/mpi-flags", "'" },
        { "slurm-job.vk.io/image-root", "relative" },
    };

    [Theory]
    [MemberData(nameof(Containers), DisableDiscoveryEnumeration = true)]
    public void Make_FieldThatCannotBe_IsRefusedByItsPath(string field, Container container)
    {
        var pod = PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "v" }]);

        var refusal = PodSketch.Refusal(Apptainer, pod);

        Assert.Equal((ErrorReason.Invalid, field), (refusal.Reason, refusal.Field));
    }

    [Theory]
    [MemberData(nameof(BadAnnotations), DisableDiscoveryEnumeration = true)]
    public void Make_AnnotationThatCannotBe_IsRefusedByItsPath(string key, string value)
    {
        var pod = PodSketch.Resolve(PodSketch.Once(Good), new Dictionary<string, string> { [key] = value });

        Assert.Equal($"metadata.annotations[{key}]", PodSketch.Refusal(Apptainer, pod).Field);
        Assert.Contains(new JobAdmission(new ContainerOptions()).Validate(pod.Pod), error => error.Field == $"metadata.annotations[{key}]");
    }

    [Fact]
    public void Make_AccountOfSomebodyElse_IsRefused()
    {
        var pod = PodSketch.Resolve(PodSketch.Once(Good), new Dictionary<string, string> { ["slurm-job.knoc.io/flags"] = "-A rich" });

        var refusal = Assert.Throws<ProviderException>(() => Apptainer.Make(pod, new PodPlace { Directory = "/p", Account = "poor" }));

        Assert.Contains("rich", refusal.Message, StringComparison.Ordinal);
    }
}
