using Reeve.Kubernetes;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Admission;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Admission;

public sealed class PodAdmissionTests
{
    [Fact]
    public void Scan_PlainPod_AsksForNothing() => Assert.Empty(PodFeatureScan.Scan(Some.Pod("a").Spec));

    [Fact]
    public void Scan_FullPod_NamesEachFieldOnce()
    {
        var spec = new PodSpec
        {
            RestartPolicy = RestartPolicies.OnFailure,
            HostPID = true,
            ActiveDeadlineSeconds = 5,
            SecurityContext = new() { FsGroup = 1, SeccompProfile = new() { Type = "RuntimeDefault" } },
            Volumes = [new Volume { Name = "v", EmptyDir = new() { Medium = "Memory" } }, new Volume { Name = "n", Nfs = new() }],
            InitContainers = [new Container { Name = "i" }, new Container { Name = "s", RestartPolicy = RestartPolicies.Always }],
            Containers =
            [
                new Container
                {
                    Name = "c",
                    Tty = true,
                    Ports = [new() { Port = 80, HostPort = 80 }],
                    LivenessProbe = new() { Exec = new() },
                    ReadinessProbe = new() { HttpGet = new() },
                    Resources = new() { Limits = new Dictionary<string, Quantity> { ["cpu"] = new(1), ["example.com/gpu"] = new(1) } },
                    VolumeMounts = [new() { Name = "v", MountPath = "/v", SubPath = "x" }],
                    SecurityContext = new() { Privileged = true, Capabilities = new() { Drop = ["ALL"] } },
                    Lifecycle = new() { PreStop = new(), StopSignal = "SIGINT" },
                },
                new Container { Name = "d", RestartPolicy = RestartPolicies.Never, TerminationMessagePath = "/dev/termination-log" },
            ],
        };

        Assert.Equal(
            [
                (PodFeature.MultipleContainers, "spec.containers"),
                (PodFeature.InitContainers, "spec.initContainers[0]"),
                (PodFeature.Sidecars, "spec.initContainers[1].restartPolicy"),
                (PodFeature.Restarts, "spec.restartPolicy"),
                (PodFeature.ActiveDeadline, "spec.activeDeadlineSeconds"),
                (PodFeature.HostPid, "spec.hostPID"),
                (PodFeature.FsGroup, "spec.securityContext.fsGroup"),
                (PodFeature.Seccomp, "spec.securityContext.seccompProfile"),
                (PodFeature.EmptyDirMemory, "spec.volumes[0].emptyDir.medium"),
                (PodFeature.Unknown, "spec.volumes[1]"),
                (PodFeature.Tty, "spec.containers[0].tty"),
                (PodFeature.LifecycleHooks, "spec.containers[0].lifecycle.preStop"),
                (PodFeature.StopSignal, "spec.containers[0].lifecycle.stopSignal"),
                (PodFeature.Privileged, "spec.containers[0].securityContext.privileged"),
                (PodFeature.Capabilities, "spec.containers[0].securityContext.capabilities"),
                (PodFeature.ExecProbes, "spec.containers[0].livenessProbe"),
                (PodFeature.NetworkProbes, "spec.containers[0].readinessProbe"),
                (PodFeature.CpuLimits, "spec.containers[0].resources.limits[cpu]"),
                (PodFeature.ExtendedResources, "spec.containers[0].resources.limits[example.com/gpu]"),
                (PodFeature.SubPath, "spec.containers[0].volumeMounts[0].subPath"),
                (PodFeature.HostPorts, "spec.containers[0].ports[0].hostPort"),
                (PodFeature.ContainerRestartRules, "spec.containers[1].restartPolicy"),
            ],
            PodFeatureScan.Scan(spec).Select(use => (use.Feature, use.Field)));
    }

    [Theory]
    [InlineData("kubernetes.io/hostname", "node-1", true)]
    [InlineData("kubernetes.io/hostname", "other", false)]
    [InlineData("disk", "ssd", true)]
    [InlineData("disk", "hdd", false)]
    [InlineData("absent", "x", false)]
    public void NodeSelector_IsComparedWithTheNodesLabels(string key, string value, bool fits)
    {
        var node = new NodeDescription { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } };
        var failure = NodeMatch.Check(new PodSpec { NodeSelector = new Dictionary<string, string> { [key] = value } }, node, "node-1");
        Assert.Equal(fits ? null : "NodeAffinity", failure?.Reason);
    }

    [Theory]
    [InlineData(SelectorOperators.In, "ssd", true)]
    [InlineData(SelectorOperators.NotIn, "ssd", false)]
    [InlineData(SelectorOperators.Exists, null, true)]
    [InlineData(SelectorOperators.DoesNotExist, null, false)]
    public void NodeAffinity_Required_IsEvaluated(string @operator, string? value, bool fits)
    {
        var node = new NodeDescription { Labels = new Dictionary<string, string> { ["disk"] = "ssd" } };
        var requirement = new NodeSelectorRequirement { Key = "disk", Operator = @operator, Values = value is null ? [] : [value] };
        var spec = new PodSpec
        {
            Affinity = new() { NodeAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [new() { MatchExpressions = [requirement] }] } } },
        };
        Assert.Equal(fits, NodeMatch.Check(spec, node, "node-1") is null);
    }

    [Fact]
    public void NodeNameAndOs_OfAnotherNode_AreRefused()
    {
        Assert.Equal("NodeName", NodeMatch.Check(new PodSpec { NodeName = "other" }, null, "node-1")?.Reason);
        var node = new NodeDescription { SystemInfo = new() { OperatingSystem = "linux" } };
        Assert.Equal("PodOSNotSupported", NodeMatch.Check(new PodSpec { Os = new() { Name = "windows" } }, node, "node-1")?.Reason);
    }

    [Fact]
    public void Check_ErrorsOfTheProvider_AreInvalidUnlessTheyNameAFeature()
    {
        var invalid = Check(new FieldError { Field = "spec.x", Message = "Wrong" });
        Assert.Equal(("InvalidPod", "spec.x: Wrong"), (invalid.Refusal?.Reason, invalid.Refusal?.Message));
        var lacking = Check(new FieldError { Field = "spec.x", Message = "Lacks", Feature = PodFeature.Tty });
        Assert.Equal("UnsupportedFeatures", lacking.Refusal?.Reason);
        var ignored = Check(new FieldError { Field = "spec.x", Message = "Lacks", Feature = PodFeature.HostPorts });
        Assert.Null(ignored.Refusal);
        Assert.Single(ignored.Ignored);
    }

    [Fact]
    public void Check_Closed_RefusesWhatItTookBefore()
    {
        var provider = NSubstitute.Substitute.For<IWorkloadProvider>();
        NSubstitute.SubstituteExtensions.Returns(provider.Features, PodFeatures.Of(Enum.GetValues<PodFeature>()));
        var admission = new PodAdmission(provider, new PodManagerOptions { Owner = Some.Owner });
        Assert.Null(admission.Check(Some.Pod("a"), null).Refusal);

        admission.Close(new PodFailure { Reason = "NodeShutdown", Message = "It ends." });

        Assert.Equal("NodeShutdown", admission.Check(Some.Pod("b"), null).Refusal?.Reason);
    }

    private static AdmissionVerdict Check(FieldError error)
    {
        var provider = NSubstitute.Substitute.For<IWorkloadProvider, IPodAdmission>();
        NSubstitute.SubstituteExtensions.Returns(provider.Features, PodFeatures.Of(Enum.GetValues<PodFeature>()));
        NSubstitute.SubstituteExtensions.Returns(((IPodAdmission)provider).Validate(NSubstitute.Arg.Any<Pod>()), [error]);
        var options = new PodManagerOptions { Owner = Some.Owner, IgnoredFeatures = new HashSet<PodFeature> { PodFeature.HostPorts } };
        return new PodAdmission(provider, options).Check(Some.Pod("a"), null);
    }
}
