using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Testing;
using Reeve.Testing.CloudInit;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.CloudInit;

/// <summary>What machines are given, checked by cloud-init itself and by bash.</summary>
public sealed class BootstrapTests
{
    private const string Script = "/usr/local/sbin/reeve-bootstrap";

    public static TheoryData<bool, bool, string, string> Machines
    {
        get
        {
            var machines = new TheoryData<bool, bool, string, string>();
            foreach (var distribution in DistributionCatalog.Names)
            {
                machines.Add(true, true, CloudInitSpec.Packages, distribution);
                machines.Add(true, false, CloudInitSpec.Packages, distribution);
                machines.Add(false, false, CloudInitSpec.Packages, distribution);
                machines.Add(true, true, CloudInitSpec.Image, distribution);
                machines.Add(false, false, CloudInitSpec.Image, distribution);
            }

            return machines;
        }
    }

    [RequiresTheory(Component.CloudInit)]
    [MemberData(nameof(Machines))]
    public async Task Render_AnyMachine_PassesTheSchema(bool isMaster, bool isFirst, string programs, string distribution)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["user-data"], UserData.Render(isMaster, isFirst, Spec(programs), distribution));

        var result = await CloudInitProgram.CheckAsync(directory["user-data"]);

        Assert.True(result.Succeeded, result.ToString());
    }

    [RequiresFact(Component.CloudInit)]
    public async Task Check_WhatIsWrong_FailsTheSchema()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["user-data"], UserData.Render(false, false, Spec(CloudInitSpec.Image)).Replace("runcmd:\n", "runcmd: 5\nbootcmd:\n", StringComparison.Ordinal));

        Assert.False((await CloudInitProgram.CheckAsync(directory["user-data"])).Succeeded);
    }

    [LinuxTheory]
    [MemberData(nameof(Machines))]
    public async Task Render_AnyMachine_HasAScriptThatBashReads(bool isMaster, bool isFirst, string programs, string distribution)
    {
        using var directory = new TempDirectory();
        var script = UserData.FileOf(UserData.Render(isMaster, isFirst, Spec(programs), distribution), Script);
        await File.WriteAllTextAsync(directory["script"], script);

        var result = await Tool.RunAsync("bash", ["-n", directory["script"]]);

        Assert.True(result.Succeeded, result.ToString());
        var isKubeadm = distribution == "kubeadm";
        Assert.Equal(isFirst && isKubeadm, script.Contains("kubeadm init", StringComparison.Ordinal));
        Assert.Equal(isFirst || (isMaster && isKubeadm), script.Contains("place_authorities", StringComparison.Ordinal));
        Assert.Equal(programs == CloudInitSpec.Packages, script.Contains("apt-get", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task WriteKey_PrivateNumber_IsAKeyOfTheCurve()
    {
        using var directory = new TempDirectory();
        var number = ClusterPki.Make(DateTimeOffset.UnixEpoch).Authority.Key;
        var script = UserData.FileOf(UserData.Render(true, true, Spec(CloudInitSpec.Image)), Script);
        var function = script[script.IndexOf("write_key()", StringComparison.Ordinal)..script.IndexOf("place_authorities()", StringComparison.Ordinal)];
        await File.WriteAllTextAsync(directory["run"], $"{function}\nwrite_key '{number}' '{directory["key.pem"]}'\n");

        Assert.True((await Tool.RunAsync("bash", [directory["run"]])).Succeeded);

        // RFC 5915 without the public key, which is optional there: .NET and Go make it from the number.
        var lines = await File.ReadAllLinesAsync(directory["key.pem"]);
        Assert.Equal(("-----BEGIN EC PRIVATE KEY-----", "-----END EC PRIVATE KEY-----"), (lines[0], lines[^1]));
        var der = Convert.FromBase64String(string.Concat(lines[1..^1]));
        Assert.Equal((51, number), (der.Length, Convert.ToBase64String(der[7..39])));
    }

    [Fact]
    public void Render_NoMachine_HasASecret()
    {
        foreach (var text in (string[])[UserData.Render(true, true, Spec(CloudInitSpec.Packages)), UserData.Render(false, false, Spec(CloudInitSpec.Packages))])
        {
            Assert.Contains("@TOKEN@", text, StringComparison.Ordinal); // put in place by the machine
            Assert.DoesNotContain("${secret", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_SitesTemplate_ReplacesThePlugins()
    {
        var spec = Spec(CloudInitSpec.Image) with { WorkerTemplate = "#cloud-config\n# {{machine}} of {{cluster}} joins {{endpoint}}\n" };

        Assert.Equal("#cloud-config\n# web-worker-1 of web joins 203.0.113.7:6443\n", UserData.Render(false, false, spec));
    }

    [Fact]
    public void Render_SitesTemplateWithAnUnknownName_IsRefusedWithItsField()
    {
        var spec = Spec(CloudInitSpec.Image) with { MasterTemplate = "{{nonsense}}" };

        Assert.Equal("spec.provider.cloudInit.masterTemplate", Assert.Throws<ProviderException>(() => UserData.Render(true, true, spec)).Field);
    }

    private static CloudInitSpec Spec(string programs) => new() { Programs = programs, Commands = ["echo \"one: two\" | tee /etc/motd"] };
}
