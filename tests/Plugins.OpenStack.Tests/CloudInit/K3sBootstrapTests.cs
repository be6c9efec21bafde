using System.Security.Cryptography;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.CloudInit;

/// <summary>What machines of k3s are given, and what parts of their script do.</summary>
public sealed class K3sBootstrapTests
{
    private const string Script = "/usr/local/sbin/reeve-bootstrap";
    private const string Configuration = "/etc/rancher/k3s/config.yaml";
    private const string Hash = "K100000000000000000000000000000000000000000000000000000000000000000::";

    [Fact]
    public void Render_FirstMaster_MakesAClusterWithEtcdAndTheAgentsAuthorities()
    {
        var text = UserData.Render(true, true, new CloudInitSpec(), "k3s");

        Assert.Equal(
            """
            node-name: web-master-1
            write-kubeconfig-mode: "0600"
            cluster-domain: cluster.local
            node-ip: "10.101.101.5"
            node-taint:
            - "node-role.kubernetes.io/control-plane:NoSchedule"
            cluster-init: true
            cluster-cidr: "10.244.0.0/16"
            service-cidr: "10.96.0.0/12"
            tls-san:
            - "203.0.113.7"
            token-file: /etc/rancher/k3s/token
            flannel-backend: none
            disable-network-policy: true
            """.ReplaceLineEndings("\n"), UserData.FileOf(text, Configuration).TrimEnd('\n'));
        Assert.Contains("- path: /etc/rancher/k3s/config.yaml\n  permissions: '0600'\n", text, StringComparison.Ordinal);
        Assert.Contains("ConditionPathExists=!/var/lib/rancher/k3s/server/db/etcd/tombstone\n", UserData.FileOf(text, "/etc/systemd/system/k3s.service"), StringComparison.Ordinal);
        Assert.Contains("place_authorities\n", UserData.FileOf(text, Script), StringComparison.Ordinal);
        Assert.DoesNotContain("kubeadm", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FurtherMaster_JoinsByTheSecretOfServersAndHasNoKeys()
    {
        var text = UserData.Render(true, false, new CloudInitSpec(), "k3s");

        var configuration = UserData.FileOf(text, Configuration);
        Assert.Contains("server: \"https://203.0.113.7:6443\"\n", configuration, StringComparison.Ordinal);
        Assert.DoesNotContain("cluster-init", configuration, StringComparison.Ordinal);
        var script = UserData.FileOf(text, Script);
        Assert.Contains($"\"{Hash}server:$server_secret\" >/etc/rancher/k3s/token", script, StringComparison.Ordinal);
        Assert.DoesNotContain("$authority", script, StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/reeve/pki", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Worker_IsAnAgentThatPinsTheAuthority()
    {
        var text = UserData.Render(false, false, new CloudInitSpec(), "k3s");

        Assert.Equal(
            "node-name: web-worker-1\nserver: \"https://203.0.113.7:6443\"\ntoken-file: /etc/rancher/k3s/token\nnode-ip: \"10.101.101.5\"", UserData.FileOf(text, Configuration).TrimEnd('\n'));
        Assert.Contains("ExecStart=/usr/local/bin/k3s agent\n", UserData.FileOf(text, "/etc/systemd/system/k3s-agent.service"), StringComparison.Ordinal);
        Assert.Contains($"\"{Hash}$token\" >/etc/rancher/k3s/token", UserData.FileOf(text, Script), StringComparison.Ordinal);
        Assert.DoesNotContain("kubectl", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_StatedSource_IsWhereTheProgramComesFrom()
    {
        var spec = new CloudInitSpec { Source = new ProgramSource { Url = "https://mirror.example.com/k3s/", Sha256 = new() { ["1.30.2+k3s1/arm64"] = new string('A', 64) } } };

        var script = UserData.FileOf(UserData.Render(false, false, spec, "k3s"), Script);

        Assert.Contains($"aarch64) name='k3s-arm64' url='https://mirror.example.com/k3s/v1.30.2%2Bk3s1/k3s-arm64' sums='https://mirror.example.com/k3s/v1.30.2%2Bk3s1/sha256sum-arm64.txt' sha='{new string('a', 64)}' ;;", script, StringComparison.Ordinal);
        Assert.Contains("x86_64) name='k3s' url='https://mirror.example.com/k3s/v1.30.2%2Bk3s1/k3s' sums='https://mirror.example.com/k3s/v1.30.2%2Bk3s1/sha256sum-amd64.txt' sha='' ;;", script, StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("stated", true)]
    [InlineData("published", true)]
    [InlineData("stated wrong", false)]
    [InlineData("published wrong", false)]
    [InlineData("none published", false)]
    public async Task Fetch_Program_IsPutInItsPlaceIfItIsTheRightOne(string sum, bool taken)
    {
        using var directory = new TempDirectory();
        var program = "#!/bin/sh\n"u8.ToArray();
        var right = Convert.ToHexStringLower(SHA256.HashData(program));
        var wrong = new string('0', 64);
        await File.WriteAllBytesAsync(directory["k3s"], program);
        await File.WriteAllTextAsync(directory["sha256sum-amd64.txt"], sum switch { "published" => $"{right}  k3s\n", "published wrong" => $"{wrong}  k3s\n", _ => $"{right}  k3s-airgap-images-amd64.tar\n" });
        var source = new ProgramSource();
        foreach (var processor in sum.StartsWith("stated", StringComparison.Ordinal) ? (string[])["amd64", "arm64"] : [])
        {
            source.Sha256[$"1.30.2+k3s1/{processor}"] = sum == "stated" ? right : wrong;
        }

        var result = await RunAsync(directory, UserData.Render(false, false, new CloudInitSpec { Source = source }, "k3s"), "fetch");

        Assert.Equal((taken, taken), (result.Succeeded, File.Exists(Path.Combine(directory.Path, "bin", "k3s"))));
    }

    [LinuxTheory]
    [InlineData("k3s", true)]
    [InlineData("k3s", false)]
    [InlineData("kubeadm", true)]
    [InlineData("kubeadm", false)]
    public async Task AddNetwork_Manifest_IsAppliedIfItIsTheStatedOne(string distribution, bool isRight)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["flannel.yml"], "subnet: 10.244.0.0/16\n");
        var sum = isRight ? Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(directory["flannel.yml"]))) : new string('0', 64);

        var result = await RunAsync(directory, UserData.Render(true, true, new CloudInitSpec(), distribution, sum), "add_network");

        Assert.Equal(isRight, result.Succeeded);
        Assert.Equal(isRight, File.Exists(directory["kubectl.called"])); // what is not the stated one is never applied
    }

    [LinuxFact]
    public async Task TellToken_FirstMaster_AppliesASecretThatEnds()
    {
        using var directory = new TempDirectory();

        var result = await RunAsync(directory, UserData.Render(true, true, new CloudInitSpec(), "k3s"), "token=abcdef.0123456789abcdef; tell_token");

        Assert.True(result.Succeeded, result.ToString());
        var text = await File.ReadAllTextAsync(directory["kubectl.called"]);
        Assert.Contains("metadata: {name: bootstrap-token-abcdef, namespace: kube-system}\n", text, StringComparison.Ordinal);
        Assert.Contains("  token-id: \"abcdef\"\n  token-secret: \"0123456789abcdef\"\n", text, StringComparison.Ordinal);
        Assert.Matches("expiration: \"[0-9-]{10}T[0-9:]{8}Z\"", text);
        Assert.DoesNotContain("0123456789abcdef", await File.ReadAllTextAsync(directory["kubectl.arguments"]), StringComparison.Ordinal);
    }

    /// <summary>Runs a part of a script, whose places are below a directory; curl copies files from there, and kubectl notes what it is given.</summary>
    private static async Task<ToolResult> RunAsync(TempDirectory directory, string userData, string call)
    {
        var programs = Directory.CreateDirectory(Path.Combine(directory.Path, "bin")).FullName;
        await WriteProgramAsync(Path.Combine(programs, "curl"), $"cp \"{directory.Path}/$(basename \"$4\")\" \"$3\"");
        await WriteProgramAsync(Path.Combine(programs, "kubectl"), $"echo \"$*\" >{directory["kubectl.arguments"]}; cat \"$5\" >{directory["kubectl.called"]}");
        await WriteProgramAsync(Path.Combine(programs, "uname"), "echo x86_64");
        var script = UserData.FileOf(userData, Script);
        var functions = script[..script.IndexOf("\nprepare\n", StringComparison.Ordinal)]
            .Replace("/run/reeve", directory.Path, StringComparison.Ordinal).Replace("/var/lib/reeve", Path.Combine(directory.Path, "state"), StringComparison.Ordinal)
            .Replace("/usr/local/bin", programs, StringComparison.Ordinal).Replace("trap 'rm -rf", "trap 'true", StringComparison.Ordinal);
        // Called as the script calls it: where bash does not end by itself at what fails.
        await File.WriteAllTextAsync(directory["script"], $"{functions}\nPATH={programs}:$PATH\nif {call}; then exit 0; else exit 1; fi\n");
        return await Tool.RunAsync("bash", [directory["script"]]);
    }

    private static async Task WriteProgramAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/bash\n{text}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed); // 0755
    }
}
