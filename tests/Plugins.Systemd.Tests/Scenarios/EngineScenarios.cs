using System.Formats.Tar;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>The engine, the store of images and the driver together, by what a container sees and what becomes of it.</summary>
internal static class EngineScenarios
{
    private const string Image = "example.org/model:1";

    public static async Task ImageVolume_OfTwoLayers_IsReadAndNotWrittenNorRun()
    {
        await using var node = await Node.StartAsync();
        const string script = """
            cat /model/base /model/weights/w; test -e /model/gone || echo gone
            echo x 2>/dev/null >/model/new || echo read-only
            /model/tool 2>/dev/null || echo no program
            cat /only/w; cat /file; grep -c ' /model .*nodev' /proc/self/mountinfo
            sleep 1000
            """;

        await node.RunAsync(
            script,
            new VolumeMount { Name = "model", MountPath = "/model" },
            new VolumeMount { Name = "model", MountPath = "/only", SubPath = "weights" },
            new VolumeMount { Name = "model", MountPath = "/file", SubPath = "base" });

        await node.WrittenAsync("base\nweights\ngone\nread-only\nno program\nweights\nbase\n1\n");
        // The image stays as long as the pod, and goes after it.
        Assert.Equal(0, await node.Images.CollectAsync(all: true, CancellationToken.None));
        Assert.Single(node.Mounts());
        await node.Engine.RemovePodAsync(node.Pod.Id, CancellationToken.None);
        Assert.Empty(node.Mounts());
        Assert.NotEqual(0, await node.Images.CollectAsync(all: true, CancellationToken.None));
        Assert.Empty(node.Images.List());
    }

    public static async Task ImageVolume_WithASubPathThatIsNotThere_DoesNotStart()
    {
        await using var node = await Node.StartAsync();

        await node.RunAsync("sleep 1000", new VolumeMount { Name = "model", MountPath = "/model", SubPath = "no/such" });

        var report = await node.ReportAsync(static container => container.Reason == "CreateContainerConfigError");
        Assert.Contains("no such file in the volume", report.Message, StringComparison.Ordinal);
    }

    public static async Task ImageVolume_AfterARestartOfTheAgent_IsWhatItWas()
    {
        await using var node = await Node.StartAsync();
        await node.RunAsync("cat /model/base; exec sleep 1000", new VolumeMount { Name = "model", MountPath = "/model" });
        await node.WrittenAsync("base\n");

        // The name is given to another image meanwhile.
        await node.RestartAsync();
        await node.LoadAsync("other\n");
        await node.Engine.StartPodAsync(node.Pod, CancellationToken.None);
        await node.ReportAsync(static container => container.State == ContainerRunState.Running);
        await node.KillAsync();

        await node.WrittenAsync("base\nbase\n");
        await node.Engine.RemovePodAsync(node.Pod.Id, CancellationToken.None);
        Assert.Empty(node.Mounts());
    }

    public static async Task Container_WritesMoreToItsRootThanItMay_IsEvicted()
    {
        await using var node = await Node.StartAsync();
        await node.RunAsync(new Container
        {
            Name = "main",
            Image = Image,
            Command = ["/bin/busybox", "sh", "-c", "head -c 8000000 /dev/zero >/big; echo written; exec sleep 1000"],
            Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { [ResourceNames.EphemeralStorage] = Quantity.Parse("4Mi") } },
        });

        var failure = await node.FailureAsync();

        Assert.Equal(("Evicted", "Container main exceeded its local ephemeral storage limit \"4Mi\"."), (failure.Reason, failure.Message));
        await node.WrittenAsync("written\n");
    }

    /// <summary>An engine over the driver, with a store of images that has one.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly Harness _harness;
        private readonly ContainerLogs _logs;
        private int _loaded;

        private Node(Harness harness)
        {
            _harness = harness;
            _logs = new ContainerLogs(new LogOptions { Directory = Path.Combine(harness.Root, "logs") }, TimeProvider.System, NullLogger.Instance);
            (Resolver, Images, Engine) = Open();
            Pod = harness.Shell("").Sandbox.Pod;
        }

        public ContainerEngine Engine { get; private set; }

        public ImageManager Images { get; private set; }

        public OciImageResolver Resolver { get; private set; }

        public ResolvedPod Pod { get; private set; }

        private string Memory => Path.Combine("/run", Path.GetFileName(_harness.Root));

        public static async Task<Node> StartAsync()
        {
            // On a file system that the kernel puts an overlay on.
            var node = new Node(await Harness.StartAsync(parent: "/run"));
            await node.LoadAsync("base\n");
            await node.Engine.StartAsync(CancellationToken.None);
            return node;
        }

        /// <summary>Gives the image's name to an image of this content.</summary>
        public async Task LoadAsync(string content)
        {
            var (bottom, layout) = (Path.Combine(_harness.Root, $"bottom-{_loaded}"), Path.Combine(_harness.Root, $"layout-{_loaded++}"));
            Directory.CreateDirectory(Path.Combine(bottom, "weights"), (UnixFileMode)0x1ED);
            File.WriteAllText(Path.Combine(bottom, "base"), content);
            File.WriteAllText(Path.Combine(bottom, "gone"), "");
            File.WriteAllText(Path.Combine(bottom, "tool"), "#!/bin/sh\necho runs\n");
            File.SetUnixFileMode(Path.Combine(bottom, "tool"), (UnixFileMode)0x1ED);
            if (File.Exists("/bin/busybox"))
            {
                Directory.CreateDirectory(Path.Combine(bottom, "bin"), (UnixFileMode)0x1ED);
                File.Copy("/bin/busybox", Path.Combine(bottom, "bin/busybox"));
            }

            LayoutWriter.Write(layout, Image, "{}", bottom, archive =>
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, ".wh.gone"));
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "weights/w") { DataStream = new MemoryStream("weights\n"u8.ToArray()) });
            });
            await Resolver.LoadAsync(layout, null, CancellationToken.None);
        }

        public Task RunAsync(string script, params VolumeMount[] mounts) =>
            RunAsync(new Container { Name = "main", Image = "host:", Command = ["/bin/sh", "-c", script], VolumeMounts = mounts });

        public Task RunAsync(Container spec)
        {
            var container = Pod.Containers[0] with { Spec = spec };
            Pod = Pod with
            {
                Pod = Pod.Pod with { Spec = Pod.Pod.Spec with { Containers = [(Container)container.Spec], RestartPolicy = RestartPolicies.Always } },
                Containers = [container],
                Volumes = [new ImageVolume { Name = "model", Reference = Image }],
            };
            return Engine.StartPodAsync(Pod, CancellationToken.None);
        }

        public async Task<ContainerReport> ReportAsync(Func<ContainerReport, bool> wanted)
        {
            using var deadline = new CancellationTokenSource(Eventually.Deadline);
            await foreach (var item in Engine.WatchPodsAsync(deadline.Token))
            {
                if (item.Report?.Containers is [var container] && wanted(container))
                {
                    return container;
                }
            }

            throw new InvalidOperationException("The watch ended.");
        }

        /// <summary>Waits until the pod as a whole has failed.</summary>
        public async Task<PodFailure> FailureAsync()
        {
            using var deadline = new CancellationTokenSource(2 * Eventually.Deadline);
            await foreach (var item in Engine.WatchPodsAsync(deadline.Token))
            {
                if (item.Report?.Failure is { } failure)
                {
                    return failure;
                }
            }

            throw new InvalidOperationException("The watch ended.");
        }

        /// <summary>Waits for what all attempts have written together.</summary>
        public Task WrittenAsync(string text) => Eventually.TrueAsync(() => Output() == text, $"the output is {text}");

        public IReadOnlyList<string> Mounts() => [.. File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains($" {Memory}/", StringComparison.Ordinal))];

        public async Task RestartAsync()
        {
            await CloseAsync();
            await _harness.RestartAsync(forget: false);
            (Resolver, Images, Engine) = Open();
            await Engine.StartAsync(CancellationToken.None);
        }

        /// <summary>Ends the first attempt as somebody on the machine might.</summary>
        public Task KillAsync() => _harness.Driver.StopContainerAsync(
            new ContainerId { Pod = Pod.Id, Name = "main", Attempt = 0 }, "SIGKILL", TimeSpan.Zero, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await Engine.RemovePodAsync(Pod.Id, CancellationToken.None);
            }
            catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
            {
                // The test removed it.
            }

            await CloseAsync();
            await _logs.DisposeAsync();
            await _harness.DisposeAsync();
        }

        private string Output() => string.Concat(Directory.EnumerateFiles(Path.Combine(_harness.Root, "logs"), "*.log", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(static line => line.Split(' ', 4)).Where(static words => words.Length == 4)
            .Select(static words => words[3] + "\n"));

        private async Task CloseAsync()
        {
            await Engine.DisposeAsync();
            await Images.DisposeAsync();
            Resolver.Dispose();
        }

        private (OciImageResolver Resolver, ImageManager Images, ContainerEngine Engine) Open()
        {
            var directory = Path.Combine(_harness.Root, "images");
            var leases = new ImageLeases(Path.Combine(directory, "leases"));
            var resolver = new OciImageResolver(directory, new RegistryOptions(), leases, TimeProvider.System);
            var images = ImageManager.Create(new ImageOptions { Directory = directory }, [new HostImageResolver(), resolver], leases, TimeProvider.System, NullLogger.Instance);
            var volumes = PodVolumes.Create(new VolumeOptions { PodsDirectory = Path.Combine(_harness.Root, "pods"), MemoryDirectory = Memory }, TimeProvider.System);
            return (resolver, images, ContainerEngine.Create(_harness.Driver, new EngineContext { Logs = _logs, Volumes = volumes, Images = images }));
        }
    }
}
