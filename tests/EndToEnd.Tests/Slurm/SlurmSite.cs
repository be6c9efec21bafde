using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Slurm;

namespace Reeve.EndToEnd.Slurm;

/// <summary>A Slurm cluster with room for many small jobs, an image of busybox, and agents that reach it over SSH.</summary>
internal sealed class SlurmSite
{
    private static readonly Lazy<Task<SlurmSite>> Shared = new(MakeAsync);

    /// <summary>A cluster for so many jobs.</summary>
    public static SlurmClusterOptions Size { get; } = new() { Processors = 40, RestApi = false };

    private SlurmSite(SlurmCluster cluster, string images) => (Cluster, Images) = (cluster, images);

    /// <summary>The cluster.</summary>
    public SlurmCluster Cluster { get; }

    /// <summary>The directory of images: <c>busybox</c> is one.</summary>
    public string Images { get; }

    /// <summary>The one that the tests of this process share.</summary>
    public static Task<SlurmSite> SharedAsync() => Shared.Value;

    /// <summary>The provider's options, as JSON.</summary>
    /// <param name="more">More members, each with a comma before it.</param>
    public string Options(string more = "")
    {
        var login = Cluster.Login;
        return $$"""
            {
              "directory": "{{login.SharedDirectory}}/pods",
              "ssh": {
                "hosts": ["{{login.Host}}:{{login.Port}}"], "user": "{{login.User}}", "keyFile": "{{login.KeyFile}}",
                "knownHostsFile": "{{login.KnownHostsFile}}", "configFile": "none"
              },
              "containers": {
                "program": "{{ApptainerProgram.Path}}", "imagePrefix": "{{Images}}/", "mpiProgram": "{{Images}}/mpiexec"
              },
              "polling": { "minIntervalSeconds": 0.5, "maxIntervalSeconds": 2 },
              "statusIntervalSeconds": 0.25{{more}}
            }
            """;
    }

    /// <summary>A node of a control plane.</summary>
    /// <param name="plane">The control plane.</param>
    /// <param name="name">What its name begins with.</param>
    /// <param name="options">The provider's options; by default those of <see cref="Options"/>.</param>
    /// <param name="arguments">More arguments of the agent.</param>
    public async Task<NodeAgent> StartNodeAsync(ControlPlane plane, string name, string? options = null, params IEnumerable<string> arguments)
    {
        var file = Path.Combine(Images, $"{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(file, $$"""{ "providers": { "slurm": {{options ?? Options()}} } }""");
        return await NodeAgent.StartAsync(
            plane, name, new NodeAgentOptions { Provider = "slurm", Arguments = ["--config", file, "--node-ip", ControlPlane.NodeAddress.ToString(), .. arguments] });
    }

    private static async Task<SlurmSite> MakeAsync()
    {
        var cluster = await SlurmCluster.StartAsync(Size);
        ComponentGuard.DisposeAtExit(cluster);
        var images = Path.Combine(cluster.Directory, "images");
        Directory.CreateDirectory(images);
        await ApptainerProgram.MakeImageAsync(Path.Combine(images, "busybox"));
        await File.WriteAllTextAsync(Path.Combine(images, "mpiexec"), Mpiexec);
        File.SetUnixFileMode(Path.Combine(images, "mpiexec"), (UnixFileMode)0x1ED);
        return new SlurmSite(cluster, images);
    }

    // What every mpiexec does, without the messages: so many copies, each with its rank.
    private const string Mpiexec = """
        #!/bin/bash
        count=1
        while [ $# -gt 0 ]; do
          case $1 in
            -np) count=$2; shift 2 ;;
            -*) echo "flag $1"; shift ;;
            *) break ;;
          esac
        done
        for ((rank = 0; rank < count; rank++)); do APPTAINERENV_RANK=$rank "$@" & done
        wait
        """;
}
