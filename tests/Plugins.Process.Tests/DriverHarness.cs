using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Tests;

/// <summary>A driver on a directory of its own, with real processes. Disposing kills what still runs.</summary>
internal sealed class DriverHarness : IAsyncDisposable
{
    private readonly Meter _meter = new("test");

    private DriverHarness(string root, string options, TimeProvider time)
    {
        Root = root;
        Context = new ProviderContext
        {
            Name = "node",
            Owner = new Owner { Cluster = root, Node = "node" }, // its own, for tests run side by side
            Options = new ProviderOptions(Encoding.UTF8.GetBytes(options)),
            StateDirectory = Directory.CreateDirectory(Path.Combine(root, "state")).FullName,
            Logger = NullLogger.Instance,
            TimeProvider = time,
            Meter = _meter,
        };
        Spool = Directory.CreateDirectory(Path.Combine(root, "spool")).FullName;
        Driver = new ProcessDriver(Context);
    }

    public string Root { get; }

    public string Spool { get; }

    public ProviderContext Context { get; }

    public ProcessDriver Driver { get; private set; }

    public static async Task<DriverHarness> StartAsync(string options = "{}", string? root = null, TimeProvider? time = null)
    {
        var harness = new DriverHarness(root ?? NewDirectory(), options, time ?? TimeProvider.System);
        await harness.Driver.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>A new directory that every user of the machine can pass through.</summary>
    public static string NewDirectory()
    {
        var directory = Directory.CreateTempSubdirectory("reeve-process-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, (UnixFileMode)0x1ed); // 0755
        }

        return directory;
    }

    public static ContainerId IdOf(TestLaunch launch, Owner owner) => new()
    {
        Pod = new PodId { Owner = owner, Uid = launch.Pod },
        Name = launch.Name,
        Attempt = launch.Attempt,
    };

    public ContainerId IdOf(TestLaunch launch) => IdOf(launch, Context.Owner);

    public string OutputPath(TestLaunch launch) => Path.Combine(Spool, $"{launch.Pod}-{launch.Name}-{launch.Attempt}.out");

    public string ErrorPath(TestLaunch launch) => Path.Combine(Spool, $"{launch.Pod}-{launch.Name}-{launch.Attempt}.err");

    public string Output(TestLaunch launch) => File.ReadAllText(OutputPath(launch));

    public string Error(TestLaunch launch) => File.ReadAllText(ErrorPath(launch));

    /// <summary>Another driver on the same directory, as after a restart of the agent.</summary>
    public async Task RestartAsync()
    {
        await Driver.DisposeAsync();
        Driver = new ProcessDriver(Context);
        await Driver.StartAsync(CancellationToken.None);
    }

    public Task<ContainerObservation> StartAsync(TestLaunch launch)
    {
        File.AppendAllText(OutputPath(launch), "");
        File.AppendAllText(ErrorPath(launch), "");
        return Driver.StartContainerAsync(ToLaunch(launch), CancellationToken.None);
    }

    /// <summary>Starts a container and waits for its end.</summary>
    public async Task<ContainerObservation> RunAsync(TestLaunch launch)
    {
        await StartAsync(launch);
        return await EndAsync(launch);
    }

    /// <summary>Waits for the end of a container by watching.</summary>
    public Task<ContainerObservation> EndAsync(TestLaunch launch) =>
        ObserveAsync(launch, observation => observation.State == ContainerRunState.Terminated);

    public async Task<ContainerObservation> ObserveAsync(TestLaunch launch, Func<ContainerObservation, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        await foreach (var item in Driver.WatchContainersAsync(deadline.Token))
        {
            if (item.Observation is { } observation && observation.Id == IdOf(launch) && wanted(observation))
            {
                return observation;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>The lines that the driver's journal has of a container, without the token.</summary>
    public List<string> JournalOf(TestLaunch launch)
    {
        var token = IdOf(launch).Token + " ";
        return JournalFiles().SelectMany(File.ReadLines).Where(line => line.StartsWith(token, StringComparison.Ordinal)).Select(line => line[token.Length..]).ToList();
    }

    /// <summary>Changes the journal as no agent would.</summary>
    public void EditJournal(Func<string, string> change)
    {
        foreach (var file in JournalFiles())
        {
            File.WriteAllText(file, change(File.ReadAllText(file)));
        }
    }

    /// <summary>The process id of a container's supervisor.</summary>
    public int SupervisorOf(TestLaunch launch) =>
        int.Parse(JournalOf(launch)[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until a container has written something.</summary>
    public Task WrittenAsync(TestLaunch launch, string text) =>
        Eventually.TrueAsync(() => Output(launch).Contains(text, StringComparison.Ordinal), $"\"{text}\" in the output of {launch.Name}");

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        await RemoveAllAsync();
        await Driver.DisposeAsync();
        _meter.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private string[] JournalFiles() => Directory.GetFiles(Path.Combine(Context.StateDirectory, "containers"), "journal-*");

    private async Task RemoveAllAsync()
    {
        await foreach (var item in Driver.WatchContainersAsync(CancellationToken.None))
        {
            if (item.Observation is not { } observation)
            {
                return;
            }

            await Driver.RemoveContainerAsync(observation.Id, CancellationToken.None);
        }
    }

    private ContainerLaunch ToLaunch(TestLaunch launch)
    {
        var container = new ResolvedContainer
        {
            Spec = new Container { Name = launch.Name, Stdin = launch.Stdin, StdinOnce = launch.StdinOnce, Tty = launch.Tty },
            Kind = ContainerKind.Regular,
            SecurityContext = launch.SecurityContext,
        };
        var id = IdOf(launch);
        return new ContainerLaunch
        {
            Id = id,
            Container = container,
            Sandbox = new Sandbox
            {
                Id = id.Pod,
                Pod = new ResolvedPod
                {
                    Id = id.Pod,
                    Pod = new Pod { Spec = new PodSpec { SecurityContext = launch.PodSecurityContext } },
                    Containers = [container],
                },
                Directory = Root,
            },
            Image = new ResolvedImage { Reference = "host:", Form = ImageForms.Host },
            Arguments = launch.Arguments,
            Environment = launch.Environment.ToList(),
            WorkingDirectory = launch.WorkingDirectory,
            Mounts = launch.Mounts,
            StandardOutputPath = OutputPath(launch),
            StandardErrorPath = launch.Tty ? OutputPath(launch) : ErrorPath(launch),
        };
    }
}
