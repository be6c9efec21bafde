using System.Globalization;

namespace Reeve.Testing.Slurm;

/// <summary>
/// A real Slurm cluster on loopback with a login node (<c>eng/components/slurm</c>). It goes with the test process, however that ends.
/// Its parts are <c>munged, mariadbd, slurmdbd, slurmctld, slurmd-node1..., slurmrestd, sshd, sshd-2</c>.
/// </summary>
/// <remarks>Accounts: testacct (the default of both users), otheracct (both), closedacct (nobody). QoS: normal, single (one job at a time).</remarks>
public sealed class SlurmCluster : GuardedComponent
{
    private static readonly Lazy<Task<SlurmCluster>> SharedCluster = Shared(static () => StartAsync());
    private static readonly string Scripts = Path.Combine(Repository.Root, "eng", "components", "slurm");
    private static readonly Lazy<string?> FoundMissing = new(FindMissing);

    private readonly int _port;

    private SlurmCluster(ComponentGuard guard, string directory, int port)
        : base(guard, directory) => _port = port;

    /// <summary>Why there can be none, or null.</summary>
    public static string? Missing => FoundMissing.Value;

    /// <summary>Whether this machine has what <see cref="SlurmClusterOptions.ControlGroups"/> needs: that is the kernel's and cannot be installed.</summary>
    public static bool CanLimitMemory { get; } = Array.TrueForAll(["memory", "freezer", "cpuset", "cpuacct"], name => File.Exists($"/sys/fs/cgroup/{name}/tasks"));

    /// <summary>What <c>SLURM_CONF</c> has to name for commands of this machine. Logins over SSH find it set.</summary>
    public string ConfigurationFile => Path.Combine(Directory, "slurm.conf");

    /// <summary>The environment for commands of this machine.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["SLURM_CONF"] = ConfigurationFile };

    /// <summary>The REST API.</summary>
    public Uri RestApi => new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _port + 3).Uri;

    /// <summary>The REST API's socket, in a directory of the first user.</summary>
    public string RestSocket => Path.Combine(Directory, "run", "restd", "sock");

    /// <summary>The user that everything is for.</summary>
    public SlurmLogin Login => LoginOf("reevehpc");

    /// <summary>Another user, with a key of its own.</summary>
    public SlurmLogin OtherLogin => LoginOf("reevehpc2");

    /// <summary>The one that the tests of this process share. None of them stops it.</summary>
    public static Task<SlurmCluster> SharedAsync() => SharedCluster.Value;

    /// <summary>Starts one of one's own.</summary>
    public static Task<SlurmCluster> StartAsync(SlurmClusterOptions? options = null) => RetryAsync(() => TryStartAsync(options ?? new SlurmClusterOptions()), static () => Missing);

    /// <summary>The process id of a part.</summary>
    public int ProcessIdOf(string part) =>
        int.Parse(File.ReadAllText(Path.Combine(Directory, "pid", part)).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Runs a program of Slurm on this machine as its administrator.</summary>
    public async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync("env", [$"SLURM_CONF={ConfigurationFile}", program, .. arguments]);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"{program}: {result}");
    }

    /// <summary>A token of the REST API for a user.</summary>
    public async Task<string> TokenAsync(string user, TimeSpan lifespan)
    {
        var seconds = ((long)lifespan.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var output = await RunAsync("scontrol", "token", $"username={user}", $"lifespan={seconds}");
        return output.Trim().Split('=', 2)[1];
    }

    private static string? FindMissing()
    {
        if (System.Environment.UserName != "root")
        {
            return "needs root to start a Slurm cluster";
        }

        using var process = Tool.Start(Path.Combine(Scripts, "build.sh"), ["--find"]);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.GetAwaiter().GetResult().Trim();
    }

    private static async Task<SlurmCluster> TryStartAsync(SlurmClusterOptions options)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("reeve-slurm-").FullName;
        var port = FreePorts.FindRow(6 + options.Nodes);
        var guard = await ComponentGuard.StartAsync(Path.Combine(Scripts, "up.sh"), directory, new Dictionary<string, string>
        {
            ["PORT_BASE"] = port.ToString(CultureInfo.InvariantCulture),
            ["SLURM"] = options.OnlyLogins ? "0" : "1",
            ["NODES"] = options.Nodes.ToString(CultureInfo.InvariantCulture),
            ["NODE_CPUS"] = options.Processors.ToString(CultureInfo.InvariantCulture),
            ["DBD"] = options.Accounting ? "1" : "0",
            ["RESTD"] = options.RestApi ? "1" : "0",
            ["CGROUP"] = options.ControlGroups ? "1" : "0",
            ["PREEMPT"] = options.Preemption ? "1" : "0",
        });
        return new SlurmCluster(guard, directory, port);
    }

    private SlurmLogin LoginOf(string user) => new()
    {
        User = user,
        Port = _port + 4,
        SecondPort = _port + 5,
        KeyFile = Path.Combine(Directory, $"id_ed25519-{user}"),
        KnownHostsFile = Path.Combine(Directory, "known_hosts"),
        SharedDirectory = Path.Combine(Directory, "shared", user),
    };
}
