using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>What a container may do, by what the kernel lets it do.</summary>
internal static class SecurityScenarios
{
    public static async Task Seccomp_RuntimeDefault_RefusesWhatProgramsDoNotNeed()
    {
        await using var harness = await Harness.StartAsync();
        var context = new SecurityContext { SeccompProfile = new SeccompProfile { Type = SecurityProfileTypes.RuntimeDefault } };
        const string Script = "grep Seccomp: /proc/self/status; unshare --user true 2>/dev/null && echo unshared; keyctl show 2>&1; ls / | wc -l; (exit 3); echo $?";

        var (end, output) = await harness.RunAsync(harness.Shell(Script, context));
        await harness.Driver.RemoveContainerAsync(harness.Shell("").Id, CancellationToken.None);
        var (_, without) = await harness.RunAsync(harness.Shell("grep Seccomp: /proc/self/status; unshare --user true && echo unshared"));

        Assert.Equal(0, end.ExitCode);
        Assert.StartsWith("Seccomp:\t2\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("unshared", output, StringComparison.Ordinal);
        Assert.EndsWith("\n3\n", output, StringComparison.Ordinal);
        Assert.Equal("Seccomp:\t0\nunshared\n", without);
    }

    public static async Task Seccomp_Default_RunsADotnetProgram()
    {
        await using var harness = await Harness.StartAsync();
        var context = new SecurityContext { AllowPrivilegeEscalation = false, RunAsUser = 1234, SeccompProfile = new SeccompProfile { Type = SecurityProfileTypes.RuntimeDefault } };
        var dotnet = File.ResolveLinkTarget(Environment.ProcessPath!, returnFinalTarget: true)?.FullName ?? Environment.ProcessPath!;

        var (end, output) = await harness.RunAsync(harness.Shell($"DOTNET_CLI_HOME=/tmp DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 {dotnet} --list-runtimes", context));

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("Microsoft.NETCore.App", output, StringComparison.Ordinal);
    }

    public static async Task Seccomp_Localhost_IsTheProfileOfTheFile()
    {
        var profiles = Directory.CreateTempSubdirectory("profiles-").FullName;
        File.WriteAllText(
            Path.Combine(profiles, "no-mkdir.json"),
            """{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO","errnoRet":13}]}""");
        await using var harness = await Harness.StartAsync($$"""{"seccompDirectory":"{{profiles}}"}""");
        var context = new SecurityContext { SeccompProfile = new SeccompProfile { Type = SecurityProfileTypes.Localhost, LocalhostProfile = "no-mkdir.json" } };
        var launch = harness.Shell("mkdir /tmp/d; touch /tmp/f && echo touched; echo up; exec sleep 1000", context);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Assert.Equal("touched\nup\n", File.ReadAllText(launch.StandardOutputPath));
        Assert.Contains("Permission denied", File.ReadAllText(launch.StandardErrorPath), StringComparison.Ordinal);
        // A command in it is under the same profile.
        Assert.Equal("Seccomp:\t2", await harness.ExecAsync(launch, "grep", "Seccomp:", "/proc/self/status"));
    }

    public static async Task Seccomp_ProfileThatCannotBe_IsRefused()
    {
        var profiles = Directory.CreateTempSubdirectory("profiles-").FullName;
        File.WriteAllText(Path.Combine(profiles, "notify.json"), """{"defaultAction":"SCMP_ACT_NOTIFY"}""");
        File.WriteAllText(Path.Combine(profiles, "more.json"), """{"defaultAction":"SCMP_ACT_ALLOW","surprise":true}""");
        await using var harness = await Harness.StartAsync($$"""{"seccompDirectory":"{{profiles}}"}""");

        await harness.StartAsync(harness.Shell("exec sleep 1000"));

        foreach (var name in (string[])["notify.json", "more.json", "absent.json", "../outside.json"])
        {
            var context = new PodSecurityContext { SeccompProfile = new SeccompProfile { Type = SecurityProfileTypes.Localhost, LocalhostProfile = name } };
            var error = Assert.Single(harness.Driver.Validate(new Pod { Spec = new PodSpec { SecurityContext = context } }));
            Assert.Equal("spec.securityContext.seccompProfile", error.Field);
        }
    }

    public static async Task KernelFiles_Hidden_UnlessUnmaskedOrPrivileged()
    {
        const string Script = "grep -c CPU /proc/interrupts; echo x 2>/dev/null >/proc/sys/kernel/core_pattern || echo read-only; touch /sys/kernel/x 2>&1 | grep -c 'Read-only'; unshare --net true && echo privileged";
        await using var harness = await Harness.StartAsync();
        var main = harness.Shell(Script);
        var (_, masked) = await harness.RunAsync(main);
        await harness.Driver.RemoveContainerAsync(main.Id, CancellationToken.None);
        var (_, unmasked) = await harness.RunAsync(harness.Shell("grep -c CPU /proc/interrupts", new SecurityContext { ProcMount = ProcMounts.Unmasked }));

        Assert.Equal("0\nread-only\n1\n", masked);
        Assert.Equal("1\n", unmasked);
    }

    public static async Task Privileged_Asked_HasAllRights()
    {
        await using var harness = await Harness.StartAsync();

        var (end, output) = await harness.RunAsync(harness.Shell("mount -t tmpfs tmpfs /mnt && unshare --net true && echo did", new SecurityContext { Privileged = true }));

        Assert.Equal((0, "did\n"), (end.ExitCode, output));
        Assert.DoesNotContain(File.ReadLines("/proc/self/mountinfo"), line => line.Contains(" /mnt ", StringComparison.Ordinal));
    }

    public static async Task NoNewPrivileges_SetUserIdProgram_StaysWhoItIs()
    {
        await using var harness = await Harness.StartAsync();
        var program = Path.Combine(harness.Root, "id");
        File.Copy("/usr/bin/id", program);
        File.SetUnixFileMode(program, (UnixFileMode)0x9ed); // 4755

        var free = harness.Shell($"{program} -u", new SecurityContext { RunAsUser = 1234 });
        var (_, escalated) = await harness.RunAsync(free);
        await harness.Driver.RemoveContainerAsync(free.Id, CancellationToken.None);
        var (_, kept) = await harness.RunAsync(harness.Shell($"{program} -u", new SecurityContext { RunAsUser = 1234, AllowPrivilegeEscalation = false }));

        Assert.Equal(("0\n", "1234\n"), (escalated, kept));
    }

    public static async Task RunAsUserName_OfTheMachine_IsTakenOnWithItsGroups()
    {
        await using var harness = await Harness.StartAsync();
        var context = new SecurityContext { WindowsOptions = new WindowsSecurityContextOptions { RunAsUserName = "www-data" } };

        var (_, output) = await harness.RunAsync(harness.Shell("id -un; id -gn", context));

        Assert.Equal("www-data\nwww-data\n", output);
        var unknown = new PodSecurityContext { WindowsOptions = new WindowsSecurityContextOptions { RunAsUserName = "nobody-here" } };
        Assert.Single(harness.Driver.Validate(new Pod { Spec = new PodSpec { SecurityContext = unknown } }));
    }

    public static async Task SupplementalGroups_ByPolicy_AreMergedOrNot()
    {
        await Tool.RunAsync("groupadd", ["--force", "--gid", "4711", "reeve-test"]);
        await Tool.RunAsync("usermod", ["--append", "--groups", "reeve-test", "www-data"]);
        var user = new SecurityContext { RunAsUser = 33 };
        foreach (var (policy, expected) in new[] { ("Merge", "33 99 4711\n"), ("Strict", "33 99\n") })
        {
            await using var harness = await Harness.StartAsync(pod: new PodSecurityContext { SupplementalGroups = [99], SupplementalGroupsPolicy = policy });
            Assert.Equal(expected, (await harness.RunAsync(harness.Shell("id -G", user))).Output);
        }
    }

    public static async Task RunAsNonRoot_WithoutAUser_DoesNotStart()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("true", new SecurityContext { RunAsNonRoot = true });
        await harness.StartAsync(harness.As("other", harness.Shell("exec sleep 1000")));

        var error = await Assert.ThrowsAsync<ProviderException>(() => harness.StartAsync(launch));

        Assert.Equal("container has runAsNonRoot and image will run as root", error.Message);
        Assert.Equal(0, (await harness.RunAsync(harness.Shell("true", new SecurityContext { RunAsNonRoot = true, RunAsUser = 7 }))).End.ExitCode);
    }

    public static async Task AppArmor_OfAKernelWithout_IsRefusedAndNeverLeftOut()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo up");
        var pod = launch.Sandbox.Pod.Pod;
        var asked = new SecurityContext { AppArmorProfile = new AppArmorProfile { Type = "Localhost", LocalhostProfile = "none-such" } };
        Pod[] pods =
        [
            pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { SecurityContext = asked }] } },
            pod with { Metadata = pod.Metadata with { Annotations = new Dictionary<string, string> { ["container.apparmor.security.beta.kubernetes.io/main"] = "localhost/none-such" } } },
        ];

        foreach (var refused in pods.Select(one => Assert.Single(harness.Driver.Validate(one))))
        {
            Assert.Equal("AppArmor", refused.Reason);
            Assert.Matches("not enabled on the host|is not loaded", refused.Message);
        }

        // Where somebody lets it pass all the same, nothing runs without the profile.
        var (end, output) = await harness.RunAsync(harness.Shell("echo up", asked));
        Assert.Equal(("ContainerCannotRun", ""), (end.Reason, output));
        Assert.Contains("AppArmor", end.Message, StringComparison.Ordinal);
    }

    public static async Task RuntimeClass_Preset_IsInForce()
    {
        await using var harness = await Harness.StartAsync("""{"runtimeClasses":{"small":{"LimitNOFILE":123,"Nice":5}}}""");
        harness.PodSpec = new PodSpec { RuntimeClassName = "small" };

        var (_, output) = await harness.RunAsync(harness.Shell("ulimit -n; nice"));

        Assert.Equal("123\n5\n", output);
        Assert.Single(harness.Driver.Validate(new Pod { Spec = new PodSpec { RuntimeClassName = "other" } }));
    }
}
