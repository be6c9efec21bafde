using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Systemd;

namespace Reeve.EndToEnd.Samples;

/// <summary>Samples of pods whose images are packages, on systemd nodes of a real control plane.</summary>
public sealed class PackageSampleTests
{
    [RequiresFact(Component.DebianPackages)]
    public async Task Uptimed_FromItsDebianPackage_RunsAsItsUnitSays()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        await using var agent = await NodeAgent.StartAsync(plane, "debian", new NodeAgentOptions
        {
            Provider = "systemd",
            Machine = machine,
            Arguments = ["--set", "images.resolvers=host", "--set", "images.resolvers=deb"],
        });

        // The second time the package is there, and a program of its name: it is still the package's unit that says how.
        for (var round = 0; round < 2; round++)
        {
            await SamplePods.ApplyAsync(plane, agent, "systemk/uptimed.yaml");
            var pod = await SamplePods.WaitReadyAsync(plane, agent, "uptimed");
            Assert.All(pod["status"]!["containerStatuses"]!.AsArray(), status => Assert.Equal(0, (int)status!["restartCount"]!));
            var image = pod["status"]!["containerStatuses"]!.AsArray().First(status => (string?)status!["name"] == "uptimed")!["imageID"]!.ToString();
            Assert.StartsWith("deb:uptimed=", image, StringComparison.Ordinal);
            var processes = await machine.RunAsync("ps", "-o", "user=,args=", "-C", "uptimed");
            Assert.Equal("daemon   /usr/sbin/uptimed -f", Assert.Single(processes.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).TrimEnd());
            await Eventually.TrueAsync(async () => (await agent.LogAsync("uptimed", "while")).StartsWith("hello\n", StringComparison.Ordinal), "the mounted file is read");
            var service = await machine.RunAsync("systemctl", "show", "--value", "-p", "ActiveState", "-p", "UnitFileState", "uptimed.service");
            Assert.Equal(["inactive", "disabled"], service.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "uptimed", "--wait");
        }
    }

    [RequiresFact(Component.SystemdNode)]
    public async Task Service_FromAStackableRepository_RunsWithItsTemplatesRendered()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await SystemdMachine.SharedAsync();
        using var directory = new TempDirectory(machine.Directory);
        using var repository = new Repositories(Package());
        await plane.Kubectl.RunAsync("apply", "-f", Path.Combine(Repository.Samples, "stackable", "crd.yaml"));
        await plane.Kubectl.RunAsync("wait", "--for=condition=Established", "crd/repositories.stable.stackable.de", "--timeout=60s");
        var manifest = (await File.ReadAllTextAsync(Path.Combine(Repository.Samples, "stackable", "repository.yaml"))).Replace("http://127.0.0.1:8000/", repository.Address, StringComparison.Ordinal);
        await File.WriteAllTextAsync(directory["repository.yaml"], manifest);
        await plane.Kubectl.RunAsync("apply", "-f", directory["repository.yaml"]);
        await using var agent = await NodeAgent.StartAsync(plane, "stackable", new NodeAgentOptions
        {
            Provider = "systemd",
            Machine = machine,
            Arguments = ["--stackable"],
            Environment = new Dictionary<string, string> { ["CONFIG_FILE"] = Path.Combine(Repository.Samples, "stackable", "agent.conf") },
        });
        var node = await plane.Admin.GetAsync(agent.Path);
        Assert.Equal(("stackable-linux", "linux", "lab"), ((string?)node["metadata"]!["labels"]!["kubernetes.io/arch"], (string?)node["metadata"]!["labels"]!["kubernetes.io/os"], (string?)node["metadata"]!["labels"]!["site"]));
        Assert.Equal(
            ["kubernetes.io/arch=stackable-linux:NoExecute", "kubernetes.io/arch=stackable-linux:NoSchedule"],
            node["spec"]!["taints"]!.AsArray().Select(taint => $"{taint!["key"]}={taint["value"]}:{taint["effect"]}").Where(taint => taint.StartsWith("kubernetes.io/arch", StringComparison.Ordinal)).Order());

        await SamplePods.ApplyAsync(plane, agent, "stackable/service.yaml");
        var pod = await SamplePods.WaitReadyAsync(plane, agent, "echo");

        var name = $"{agent.Namespace}-echo-{pod["metadata"]!["uid"]}";
        const string root = "/opt/stackable/packages/echo-service-1.0.0";
        Assert.Equal($"package={root}\nlog=/var/log/stackable/servicelogs/{name}/echo.log\n", await agent.LogAsync("echo", "echo"));
        Assert.Equal("started\n", await File.ReadAllTextAsync(Inside(machine, $"/var/log/stackable/servicelogs/{name}/echo.log")));

        // A changed ConfigMap is rendered anew while the program runs.
        await plane.Admin.PatchAsync($"/api/v1/namespaces/{agent.Namespace}/configmaps/echo", """{"data":{"echo.properties":"changed={{packageroot}}\n"}}""");
        var rendered = Inside(machine, $"/etc/stackable/serviceconfig/{name}/conf/echo.properties");
        await Eventually.TrueAsync(async () => await File.ReadAllTextAsync(rendered) == $"changed={root}\n", "the ConfigMap's change is rendered");

        await plane.Kubectl.RunAsync("delete", "pod", "-n", agent.Namespace, "echo", "--wait");
        await Eventually.TrueAsync(() => !Directory.Exists(Inside(machine, $"/etc/stackable/serviceconfig/{name}")), "the pod's configuration is gone");
        Assert.True(Directory.Exists(Inside(machine, root)));
    }

    // A file of the booted machine, seen from here.
    private static string Inside(SystemdMachine machine, string path) => Path.Combine(Path.GetDirectoryName(machine.Enter)!, "root") + path;

    private static byte[] Package()
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        {
            using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "echo-service-1.0.0/start.sh")
            {
                Mode = (UnixFileMode)0x1ed,
                DataStream = new MemoryStream("#!/bin/sh\ncat \"$1\"\n. \"$1\"\necho started > \"$log\"\ntrap 'exit 0' TERM\nwhile :; do sleep 1 & wait $!; done\n"u8.ToArray()),
            });
        }

        return result.ToArray();
    }

    /// <summary>Serves one package as a Stackable repository does.</summary>
    private sealed class Repositories : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Repositories(byte[] package)
        {
            Address = $"http://127.0.0.1:{FreePorts.Find()}/";
            var metadata = $$"""{"version":"1","packages":{"echo-service":[{"version":"1.0.0","path":"echo.tar.gz","hashes":{"SHA512":"{{Convert.ToHexStringLower(SHA512.HashData(package))}}"} }]} }""";
            var files = new Dictionary<string, byte[]> { ["/metadata.json"] = Encoding.UTF8.GetBytes(metadata), ["/echo.tar.gz"] = package };
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _listener.BeginGetContext(Answer, files);
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        private void Answer(IAsyncResult asked)
        {
            if (!_listener.IsListening)
            {
                return;
            }

            var files = (Dictionary<string, byte[]>)asked.AsyncState!;
            var context = _listener.EndGetContext(asked);
            _listener.BeginGetContext(Answer, files);
            using var response = context.Response;
            if (files.TryGetValue(context.Request.Url!.AbsolutePath, out var content))
            {
                response.OutputStream.Write(content);
            }
            else
            {
                response.StatusCode = 404;
            }
        }
    }
}
