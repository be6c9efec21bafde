using System.Diagnostics;
using System.Globalization;
using Reeve.Testing.Kubernetes;

namespace Reeve.Testing.Systemd;

/// <summary>
/// A real systemd, booted beside the machine's own programs (<c>eng/components/systemd</c>). Its root is a copy-on-write overlay of
/// the machine's, its network is the machine's or its own. It goes with the test process, however that ends.
/// </summary>
public sealed class SystemdMachine : IAsyncDisposable
{
    private static readonly Lazy<Task<SystemdMachine>> BesideSharedPlane = new(StartBesideSharedPlaneAsync);
    private static int _count;

    private readonly string _home;
    private readonly string _binds;
    private readonly string _network;
    private ComponentGuard _guard;

    private SystemdMachine(ComponentGuard guard, string home, string binds, string network)
    {
        _guard = guard;
        _home = home;
        _binds = binds;
        _network = network;
    }

    /// <summary>The address of a machine with a network of its own.</summary>
    public static string Address => "10.98.0.10";

    /// <summary>Runs a command inside, given as its arguments, in the same working directory; its exit status passes through.</summary>
    public string Enter => Path.Combine(_home, "enter");

    /// <summary>A directory that is the same one inside and outside, at the same path.</summary>
    public string Directory => Path.Combine(_home, "shared");

    /// <summary>
    /// The one that the tests of this process share, for agents beside the shared control plane: the repository and the control plane's
    /// directory, with its kubeconfig files, are there inside as well. Nobody disposes it.
    /// </summary>
    public static Task<SystemdMachine> SharedAsync() => BesideSharedPlane.Value;

    /// <summary>Boots one; the repository and the given directories are the same ones inside, at the same paths.</summary>
    public static Task<SystemdMachine> StartAsync(params IEnumerable<string> directories) => StartAsync(network: "0", directories);

    /// <summary>Boots one with a network of its own, where every port is free and its parameters can be set; see <see cref="Address"/>.</summary>
    public static Task<SystemdMachine> StartAloneAsync(params IEnumerable<string> directories) => StartAsync(network: "1", directories);

    /// <summary>Boots one with a network of its own that has nothing but loopback; see <see cref="ProcessId"/>.</summary>
    public static Task<SystemdMachine> StartBareAsync(params IEnumerable<string> directories) => StartAsync(network: "bare", directories);

    /// <summary>The machine's first process, by its number outside: devices are put into its network by it.</summary>
    public string ProcessId => File.ReadAllText(Path.Combine(_home, "pid")).Trim();

    /// <summary>
    /// Power fails, and the machine boots again, with another boot id: what runs and what is in memory is gone, and what was written
    /// to the machine's own root is too. The directories that it was given stay.
    /// </summary>
    public async Task RebootAsync()
    {
        await _guard.DisposeAsync();
        _guard = await BootAsync(_home, _binds, _network);
    }

    /// <summary>Runs a program inside to its end.</summary>
    public Task<ToolResult> RunAsync(params IEnumerable<string> command) => Tool.RunAsync(Enter, command);

    /// <summary>The process that runs inside for a started <see cref="Enter"/>, by its number outside.</summary>
    public static int Inside(Process enter)
    {
        var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{enter.Id}/task/{enter.Id}/children"));
        return int.Parse(children.Trim(), CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        System.IO.Directory.Delete(_home, recursive: true);
    }

    private static async Task<SystemdMachine> StartAsync(string network, IEnumerable<string> directories)
    {
        var home = System.IO.Directory.CreateTempSubdirectory("reeve-systemd-").FullName;
        // Pods of other users than root reach what is below.
        File.SetUnixFileMode(home, (UnixFileMode)0x1ed); // 0755
        var shared = System.IO.Directory.CreateDirectory(Path.Combine(home, "shared")).FullName;
        var binds = string.Join(' ', directories.Prepend(Repository.Root).Append(shared));
        return new SystemdMachine(await BootAsync(home, binds, network), home, binds, network);
    }

    private static Task<ComponentGuard> BootAsync(string home, string binds, string network) => ComponentGuard.StartAsync(
        Path.Combine(Repository.Root, "eng", "components", "systemd", "up.sh"),
        home,
        new Dictionary<string, string>
        {
            ["BIND"] = binds,
            ["NETWORK"] = network,
            ["GROUP"] = string.Create(CultureInfo.InvariantCulture, $"reeve-systemd-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}"),
        });

    private static async Task<SystemdMachine> StartBesideSharedPlaneAsync()
    {
        var plane = await ControlPlane.SharedAsync();
        var machine = await StartAsync(plane.Directory);
        ComponentGuard.DisposeAtExit(machine);
        return machine;
    }
}
