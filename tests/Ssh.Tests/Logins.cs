using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.Ssh.Tests;

/// <summary>The login nodes that these tests share, and shells on them.</summary>
internal static class Logins
{
    private static readonly Lazy<Task<SlurmCluster>> Started = new(StartAsync);

    /// <summary>The shared ones. None of the tests stops them.</summary>
    public static Task<SlurmCluster> SharedAsync() => Started.Value;

    /// <summary>Options for the first login node.</summary>
    public static OpenSshOptions Options(SlurmLogin login) => new()
    {
        Hosts = [$"{login.Host}:{login.Port}"],
        User = login.User,
        KeyFile = login.KeyFile,
        KnownHostsFile = login.KnownHostsFile,
        ConfigFile = "none",
    };

    /// <summary>A shell on the first login node.</summary>
    public static async Task<OpenSshShell> ShellAsync(Func<OpenSshOptions, OpenSshOptions>? change = null)
    {
        var options = Options((await SharedAsync()).Login);
        return Open(change?.Invoke(options) ?? options);
    }

    /// <summary>A shell by options.</summary>
    public static OpenSshShell Open(OpenSshOptions options, TimeProvider? time = null) => new(options, NullLogger.Instance, time ?? TimeProvider.System);

    private static async Task<SlurmCluster> StartAsync()
    {
        var cluster = await SlurmCluster.StartAsync(new SlurmClusterOptions { OnlyLogins = true });
        ComponentGuard.DisposeAtExit(cluster);
        return cluster;
    }
}
