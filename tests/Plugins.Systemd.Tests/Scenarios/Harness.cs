using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>A driver on the booted systemd, and a pod. Disposing removes the pod.</summary>
internal sealed class Harness : IAsyncDisposable
{
    private readonly Meter _meter = new("test");
    private string _options;
    private string _state = "state";

    private Harness(string options, string parent)
    {
        _options = options;
        Root = Directory.CreateDirectory($"{parent}/reeve-test-{Guid.NewGuid():N}").FullName; // containers have a /tmp of their own
        File.SetUnixFileMode(Root, (UnixFileMode)0x1ed); // 0755
        Owner = new Owner { Cluster = Root, Node = "node" };
        Driver = new SystemdDriver(Context());
    }

    public string Root { get; }

    public Owner Owner { get; }

    public SystemdDriver Driver { get; private set; }

    public PodNetworks Networks => Driver.Networks;

    public PodSecurityContext? PodContext { get; init; }

    /// <summary>The pod's part of the specification.</summary>
    public PodSpec PodSpec { get; set; } = new();

    public IReadOnlyDictionary<string, string> Annotations { get; set; } = new Dictionary<string, string>();

    /// <summary>Ports of its container.</summary>
    public IReadOnlyList<ContainerPort> Ports { get; set; } = [];

    public PodId Pod => new() { Owner = Owner, Uid = "5d4b6a3c-0000-0000-0000-000000000001" };

    public static async Task<Harness> StartAsync(string options = "{}", PodSecurityContext? pod = null, string? parent = null)
    {
        var harness = new Harness(options, parent ?? DefaultParent) { PodContext = pod };
        await harness.Driver.StartAsync(CancellationToken.None);
        return harness;
    }

    public ContainerLaunch Shell(string script, SecurityContext? context = null, ResourceRequirements? resources = null, params ContainerMount[] mounts)
    {
        var container = new ResolvedContainer
        {
            Spec = new Container { Name = "main", Ports = Ports, Resources = resources ?? new ResourceRequirements() },
            Kind = ContainerKind.Regular,
            SecurityContext = context ?? new SecurityContext(),
        };
        return new ContainerLaunch
        {
            Id = new ContainerId { Pod = Pod, Name = "main", Attempt = 0 },
            Container = container,
            Sandbox = new Sandbox
            {
                Id = Pod,
                Pod = new ResolvedPod
                {
                    Id = Pod,
                    Pod = new Pod { Metadata = new ObjectMeta { Namespace = "default", Name = "web", Annotations = Annotations }, Spec = PodSpec with { SecurityContext = PodContext, Containers = [(Container)container.Spec] } },
                    Containers = [container],
                },
                Directory = Root,
            },
            Image = new ResolvedImage { Reference = "host:", Form = ImageForms.Host },
            Arguments = ["/bin/sh", "-c", script],
            Environment = [KeyValuePair.Create("PATH", "/usr/local/bin:/usr/bin:/bin"), KeyValuePair.Create("SECRET", "s3cr3t-value")],
            Mounts = mounts,
            StandardOutputPath = NewFile("out"),
            StandardErrorPath = NewFile("err"),
        };
    }

    /// <summary>The same container under another name, with output of its own.</summary>
    public ContainerLaunch As(string name, ContainerLaunch launch) => launch with
    {
        Id = launch.Id with { Name = name },
        StandardOutputPath = NewFile($"{name}.out"),
        StandardErrorPath = NewFile($"{name}.err"),
    };

    private static string DefaultParent =>
        Environment.UserName == "root" ? "/var/lib" : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public async Task<ContainerObservation> StartAsync(ContainerLaunch launch)
    {
        await Driver.PrepareSandboxAsync(launch.Sandbox, CancellationToken.None);
        return await Driver.StartContainerAsync(launch, CancellationToken.None);
    }

    public async Task<(ContainerObservation End, string Output)> RunAsync(ContainerLaunch launch)
    {
        await StartAsync(launch);
        return (await EndAsync(launch), await File.ReadAllTextAsync(launch.StandardOutputPath));
    }

    public Task<ContainerObservation> EndAsync(ContainerLaunch launch) =>
        ObserveAsync(launch, observation => observation.State == ContainerRunState.Terminated);

    public async Task<ContainerObservation> ObserveAsync(ContainerLaunch launch, Func<ContainerObservation, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        await foreach (var item in Driver.WatchContainersAsync(deadline.Token))
        {
            if (item.Observation is { } observation && observation.Id == launch.Id && wanted(observation))
            {
                return observation;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    public static Task WrittenAsync(ContainerLaunch launch, string text) => Eventually.TrueAsync(
        () => File.ReadAllText(launch.StandardOutputPath).Contains(text, StringComparison.Ordinal), $"\"{text}\" in the output");

    public async Task<string> ExecAsync(ContainerLaunch launch, params string[] command)
    {
        using var output = new MemoryStream();
        var code = await Driver.ExecAsync(launch.Id, new ExecRequest { Command = command, StandardOutput = output, StandardError = output }, CancellationToken.None);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.True(code == 0, text);
        return text.Trim();
    }

    /// <summary>Another driver, as after a restart of the agent, with what it kept on disk or without.</summary>
    public async Task RestartAsync(bool forget, string? options = null, string? state = null)
    {
        _options = options ?? _options;
        await Driver.DisposeAsync();
        if (forget)
        {
            Directory.Delete(Path.Combine(Root, _state), recursive: true);
        }

        _state = state ?? _state;

        Driver = new SystemdDriver(Context());
        await Driver.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Driver.RemoveSandboxAsync(Pod, CancellationToken.None);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // The test removed it, or made none.
        }
        finally
        {
            await Driver.DisposeAsync();
            _meter.Dispose();
        }
    }

    private ProviderContext Context() => new()
    {
        Name = "node",
        Owner = Owner,
        Options = new ProviderOptions(Encoding.UTF8.GetBytes(_options)),
        StateDirectory = Directory.CreateDirectory(Path.Combine(Root, _state)).FullName,
        Logger = NullLogger.Instance,
        TimeProvider = TimeProvider.System,
        Meter = _meter,
    };

    private string NewFile(string name)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllBytes(path, []);
        return path;
    }
}
