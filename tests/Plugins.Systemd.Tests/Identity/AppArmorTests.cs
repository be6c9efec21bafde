using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Identity;

public sealed class AppArmorTests : IDisposable
{
    private const string Annotation = "container.apparmor.security.beta.kubernetes.io/main";
    private readonly TempDirectory _sys = new();

    public void Dispose() => _sys.Dispose();

    [Theory]
    [InlineData("Localhost", "web-server", null)]
    [InlineData("Localhost", "web", "profile \"web\" is not loaded")]
    [InlineData("Unconfined", null, null)]
    [InlineData("RuntimeDefault", null, "the provider has no AppArmor profile of its own; load one and name it with type Localhost")]
    public void Problem_KernelWithProfiles_IsThatTheProfileIsNotAmongThem(string type, string? name, string? problem)
    {
        var armor = Kernel("Y\n", "/usr/bin/man (enforce)\nweb-server (complain)\n");

        Assert.Equal(problem, armor.Problem(new AppArmorProfile { Type = type, LocalhostProfile = name }));
    }

    [Theory]
    [InlineData("N\n")]
    [InlineData(null)]
    public void Problem_KernelWithout_IsSaidAsAKubeletDoes(string? enabled)
    {
        var armor = Kernel(enabled, null);

        Assert.Equal("Cannot enforce AppArmor: AppArmor is not enabled on the host", armor.Problem(new AppArmorProfile { Type = "Localhost", LocalhostProfile = "web-server" }));
        Assert.Null(armor.Problem(new AppArmorProfile { Type = "Unconfined" }));
    }

    [Theory]
    [InlineData(null, null, false, null)]
    [InlineData("field", null, false, "field")]
    [InlineData("field", "localhost/annotated", false, "field")]
    [InlineData(null, "localhost/annotated", false, "annotated")]
    [InlineData(null, "unconfined", false, null)]
    [InlineData("field", "localhost/annotated", true, null)]
    public void ProfileOf_FieldThenAnnotation_IsTheProgramsUnlessPrivileged(string? field, string? annotation, bool privileged, string? profile)
    {
        var context = new SecurityContext { Privileged = privileged, AppArmorProfile = field is null ? null : new AppArmorProfile { Type = "Localhost", LocalhostProfile = field } };
        var pod = new Pod { Metadata = new ObjectMeta { Annotations = annotation is null ? [] : new Dictionary<string, string> { [Annotation] = annotation } } };

        Assert.Equal(profile, AppArmor.ProfileOf(context, pod, "main"));
    }

    [Fact]
    public void ToOptions_Profile_IsGivenToTheEntryProgram() => Assert.Contains(
        "apparmor=web-server", new ContainerIdentity { User = 0, Group = 0, Groups = [], Profile = "web-server" }.ToOptions());

    private AppArmor Kernel(string? enabled, string? profiles)
    {
        Write("module/apparmor/parameters/enabled", enabled);
        Write("kernel/security/apparmor/profiles", profiles);
        return new AppArmor(_sys.Path);
    }

    private void Write(string path, string? text)
    {
        if (text is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_sys[path])!);
            File.WriteAllText(_sys[path], text);
        }
    }
}
