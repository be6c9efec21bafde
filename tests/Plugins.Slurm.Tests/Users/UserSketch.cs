using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Reeve.TestKit;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Users;

/// <summary>Real login nodes with two users, and pods of namespaces.</summary>
internal static class UserSketch
{
    private static readonly Lazy<Task<SlurmCluster>> Started = new(StartAsync);

    public static Owner Owner { get; } = new() { Cluster = "c1", Node = "n1" };

    /// <summary>The login nodes that these tests share.</summary>
    public static Task<SlurmCluster> LoginsAsync() => Started.Value;

    /// <summary>Options by which nobody is reached before a mapping says who.</summary>
    public static SlurmOptions Options(SlurmCluster cluster, params UserMapping[] map) => new()
    {
        Ssh = new OpenSshOptions { Hosts = [Host(cluster)], KnownHostsFile = cluster.Login.KnownHostsFile, ConfigFile = "none" },
        Users = new UsersOptions { Map = map },
    };

    public static string Host(SlurmCluster cluster) => $"{cluster.Login.Host}:{cluster.Login.Port}";

    public static IRemoteUsers Create(SlurmOptions options) => RemoteUsers.Create(options, Owner, TimeProvider.System, NullLogger.Instance);

    /// <summary>A pod of a namespace.</summary>
    public static Pod Pod(string ns, string? label = null, params (string Key, string Value)[] annotations)
    {
        var pod = SamplePods.New("pod");
        return pod with
        {
            Metadata = pod.Metadata with
            {
                Namespace = ns,
                Labels = label is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["slurm.reeve.dev/user"] = label },
                Annotations = annotations.ToDictionary(annotation => annotation.Key, annotation => annotation.Value),
            },
        };
    }

    /// <summary>A pod as a provider gets it, with the Secret that it asked for.</summary>
    public static ResolvedPod Resolve(IRemoteUsers users, Pod pod, params (string Key, string Value)[] secret) => SamplePods.Resolve(Owner, pod) with
    {
        Inputs = [.. users.DescribeInputs(pod).Select(reference => new ResolvedInput { Reference = reference, Objects = secret.Length == 0 ? [] : [Secret(secret)] })],
    };

    /// <summary>A Secret as the API server gives it.</summary>
    public static byte[] Secret(params (string Key, string Value)[] values)
    {
        var data = values.Select(value => $"\"{value.Key}\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(value.Value))}\"");
        return Encoding.UTF8.GetBytes($$"""{ "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "remote-secret" }, "data": { {{string.Join(',', data)}} } }""");
    }

    /// <summary>Whom commands run as.</summary>
    public static async Task<string> NameAsync(this PodUser user)
    {
        var result = await user.User.Shell.RunAsync(new RemoteCommand { Arguments = ["id", "-un"] }, CancellationToken.None);
        return result.OutputText.Trim();
    }

    private static async Task<SlurmCluster> StartAsync()
    {
        var cluster = await SlurmCluster.StartAsync(new SlurmClusterOptions { OnlyLogins = true });
        ComponentGuard.DisposeAtExit(cluster);
        return cluster;
    }
}
