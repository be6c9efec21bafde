using Reeve.Kubernetes;
using Reeve.Plugins.Process.Admission;
using Reeve.Plugins.Process.Identity;

namespace Reeve.Plugins.Process.Tests.Admission;

public sealed class ProcessAdmissionTests
{
    private static readonly AgentIdentity Root = new() { User = 0, Group = 0, Groups = new HashSet<uint> { 0 }, CanChangeIdentity = true };
    private static readonly AgentIdentity User = new() { User = 1000, Group = 100, Groups = new HashSet<uint> { 100, 200 }, CanChangeIdentity = false };

    [Fact]
    public void Validate_OtherUsers_AreRefusedForAnAgentWithoutPrivilege()
    {
        var pod = PodOf(
            new Container { Name = "a", SecurityContext = new() { RunAsUser = 1000, RunAsGroup = 200 } },
            new Container { Name = "b", SecurityContext = new() { RunAsUser = 1001, Privileged = true, Capabilities = new() { Add = ["NET_ADMIN"], Drop = ["ALL"] } } }) with { };
        pod = pod with { Spec = pod.Spec with { SecurityContext = new() { RunAsGroup = 100, FsGroup = 300, SupplementalGroups = [200, 301] } } };

        Assert.Equal(
            [
                "spec.securityContext.fsGroup", "spec.securityContext.supplementalGroups[1]",
                "spec.containers[1].securityContext.runAsUser", "spec.containers[1].securityContext.privileged",
                "spec.containers[1].securityContext.capabilities.add[0]",
            ],
            Fields(new ProcessAdmission(User, privateMounts: true), pod));
        Assert.Empty(Fields(new ProcessAdmission(Root, privateMounts: true), pod));
    }

    [Fact]
    public void Validate_RunAsNonRoot_IsRefusedWhereItWouldBeRoot()
    {
        var pod = PodOf(new Container { Name = "a" }, new Container { Name = "b", SecurityContext = new() { RunAsUser = 5 } });
        pod = pod with { Spec = pod.Spec with { SecurityContext = new() { RunAsNonRoot = true } } };

        Assert.Equal(["spec.containers[0].securityContext.runAsNonRoot"], Fields(new ProcessAdmission(Root, true), pod));
    }

    [Fact]
    public void Validate_UnknownCapability_IsRefused() =>
        Assert.Equal(
            ["spec.containers[0].securityContext.capabilities.drop[0]"],
            Fields(new ProcessAdmission(Root, true), PodOf(new Container { Name = "a", SecurityContext = new() { Capabilities = new() { Drop = ["FLY"] } } })));

    [Theory]
    [InlineData("/", false)]
    [InlineData("/proc", false)]
    [InlineData("/proc/sys/", false)]
    [InlineData("/process", true)]
    [InlineData("/data", true)]
    public void Validate_Place_IsRefusedWhereAProcessNeedsIt(string path, bool accepted) =>
        Assert.Equal(accepted, Fields(new ProcessAdmission(Root, true), PodOf(Mounting(path))).Count == 0);

    [Theory]
    [InlineData("$(REEVE_MOUNT_WEB_DATA)/index", true)]
    [InlineData("cat $REEVE_MOUNT_WEB_DATA", true)]
    [InlineData("$REEVE_MOUNT_WEB_DATA2 $REEVE_MOUNT_WEB_DATA", true)]
    [InlineData("$REEVE_MOUNT_WEB_DATA2", false)]
    [InlineData("/data", false)]
    public void Validate_NoPrivateMounts_TheVariableMustBeNamed(string argument, bool accepted)
    {
        var container = Mounting("/data") with { Args = ["-c", argument] };
        var pod = PodOf(container);

        var errors = new ProcessAdmission(User, privateMounts: false).Validate(pod);

        Assert.Equal(accepted, errors.Count == 0);
        Assert.All(errors, error =>
        {
            Assert.Equal("spec.containers[0].volumeMounts[0].mountPath", error.Field);
            Assert.Contains("$(REEVE_MOUNT_WEB_DATA)", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Validate_NoPrivateMounts_EnvironmentCountsAndTokensAreNoReason()
    {
        var named = Mounting("/data") with { Env = [new() { Name = "DATA", Value = "$(REEVE_MOUNT_WEB_DATA)" }] };
        var token = Mounting("/var/run/secrets/kubernetes.io/serviceaccount");

        Assert.Empty(Fields(new ProcessAdmission(User, privateMounts: false), PodOf(named, token)));
    }

    private static Container Mounting(string path) =>
        new() { Name = "a", VolumeMounts = [new() { Name = "web-data", MountPath = path }] };

    private static Pod PodOf(params Container[] containers) => new() { Spec = new PodSpec { Containers = containers } };

    private static List<string> Fields(ProcessAdmission admission, Pod pod) => admission.Validate(pod).Select(error => error.Field).ToList();
}
