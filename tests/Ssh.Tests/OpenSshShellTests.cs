using System.Diagnostics;
using System.Globalization;
using Reeve.Testing;
using Reeve.Testing.Slurm;

namespace Reeve.Ssh.Tests;

/// <summary>Connections to real login nodes.</summary>
public sealed class OpenSshShellTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Component.Slurm)]
    public async Task Run_UnknownHostKey_DeniedWithTheCommandThatTrustsIt()
    {
        using var scratch = new TempDirectory();
        var known = scratch["known hosts"];
        await using var shell = await Logins.ShellAsync(options => options with { KnownHostsFile = known });

        var failure = await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell));

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains(await FingerprintAsync("ssh_host.pub"), failure.Message, StringComparison.Ordinal);
        var command = failure.Message[(failure.Message.LastIndexOf("trust it by: ", StringComparison.Ordinal) + 13)..];
        Assert.True((await Tool.RunAsync("sh", ["-c", command])).Succeeded);
        await using var trusting = await Logins.ShellAsync(options => options with { KnownHostsFile = known });
        Assert.Equal("reevehpc", await UserAsync(trusting));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_ChangedHostKey_DeniedWithTheCommandThatReplacesIt()
    {
        using var scratch = new TempDirectory();
        var cluster = await Logins.SharedAsync();
        var other = (await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "ssh_host-2.pub"))).Trim();
        var port = cluster.Login.Port.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(scratch["known"], $"[127.0.0.1]:{port} {other}\n");
        await using var shell = await Logins.ShellAsync(options => options with { KnownHostsFile = scratch["known"] });

        var failure = await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell));

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains("is not the one", failure.Message, StringComparison.Ordinal);
        var command = failure.Message[(failure.Message.LastIndexOf("trust it by: ", StringComparison.Ordinal) + 13)..];
        Assert.True((await Tool.RunAsync("sh", ["-c", command])).Succeeded);
        await using var trusting = await Logins.ShellAsync(options => options with { KnownHostsFile = scratch["known"] });
        Assert.Equal("reevehpc", await UserAsync(trusting));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_KeyOfAnotherUser_Denied()
    {
        var cluster = await Logins.SharedAsync();
        await using var shell = Logins.Open(Logins.Options(cluster.Login) with { KeyFile = cluster.OtherLogin.KeyFile, OnlyKeyFile = true });

        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell))).Reason);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_OnlyTheKey_NothingOfTheAgentsUserHelps()
    {
        var cluster = await Logins.SharedAsync();
        using var scratch = new TempDirectory();
        // A key that the server does not know, beside an ssh_config that would offer one that it does.
        await Tool.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", scratch["key"]]);
        await using var agent = await KeyAgent.StartAsync(scratch["agent"], cluster.Login.KeyFile);
        await using var shell = Logins.Open(Logins.Options(cluster.Login) with { KeyFile = scratch["key"], Agent = scratch["agent"], OnlyKeyFile = true });

        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell))).Reason);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_AgentHoldsTheKey_Works()
    {
        var cluster = await Logins.SharedAsync();
        using var scratch = new TempDirectory();
        await using var agent = await KeyAgent.StartAsync(scratch["agent"], cluster.Login.KeyFile);
        await using var shell = await Logins.ShellAsync(options => options with { KeyFile = null, Agent = scratch["agent"] });

        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_Certificate_Works()
    {
        var cluster = await Logins.SharedAsync();
        using var scratch = new TempDirectory();
        await Tool.RunAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", scratch["key"]]);
        Assert.True((await Tool.RunAsync("ssh-keygen", ["-q", "-s", Path.Combine(cluster.Directory, "user_ca"), "-I", "test", "-n", "reevehpc", scratch["key.pub"]])).Succeeded);
        File.Move(scratch["key-cert.pub"], scratch["certificate"]);
        await using var shell = await Logins.ShellAsync(options => options with { KeyFile = scratch["key"], CertificateFile = scratch["certificate"] });

        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_AliasOfSshConfig_Works()
    {
        var login = (await Logins.SharedAsync()).Login;
        using var scratch = new TempDirectory();
        var text = string.Create(CultureInfo.InvariantCulture, $"Host hpc\n  HostName {login.Host}\n  Port {login.Port}\n  User {login.User}\n  StrictHostKeyChecking no\n");
        await File.WriteAllTextAsync(scratch["config"], text);
        await using var shell = await Logins.ShellAsync(options => options with { Hosts = ["hpc"], User = null, ConfigFile = scratch["config"] });

        Assert.Equal("reevehpc", await UserAsync(shell));
        // What the site's file says about host keys does not count.
        await using var careless = await Logins.ShellAsync(options => options with { Hosts = ["hpc"], User = null, ConfigFile = scratch["config"], KnownHostsFile = scratch["none"] });
        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<ProviderException>(() => UserAsync(careless))).Reason);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_ThroughAnotherMachine_Works()
    {
        var login = (await Logins.SharedAsync()).Login;
        var jump = string.Create(CultureInfo.InvariantCulture, $"{login.User}@{login.Host}:{login.SecondPort}");
        await using var shell = await Logins.ShellAsync(options => options with { ProxyJump = jump });

        var result = await shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", "echo \"$SSH_CONNECTION\""] }, None);

        Assert.Equal(0, result.ExitCode);
        Assert.EndsWith(login.Port.ToString(CultureInfo.InvariantCulture), result.OutputText.Trim(), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_FirstLoginNodeIsDown_TheSecondIsUsed()
    {
        var login = (await Logins.SharedAsync()).Login;
        string[] hosts = [string.Create(CultureInfo.InvariantCulture, $"{login.Host}:{FreePorts.Find()}"), string.Create(CultureInfo.InvariantCulture, $"{login.Host}:{login.SecondPort}")];
        await using var shell = await Logins.ShellAsync(options => options with { Hosts = hosts });

        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_CancelledBeforeWordOfItsStartCame_ProgramIsEnded()
    {
        using var scratch = new TempDirectory();
        File.SetUnixFileMode(scratch.Path, (UnixFileMode)0x1ff);
        // What it writes, and with it the word that the program has begun, waits for a file.
        await File.WriteAllTextAsync(scratch["shell"], $"exec 2> >(until [ -e {scratch["word"]} ]; do sleep 0.02; done; exec cat >&2); exec /bin/sh \"$@\"\n");
        await using var shell = await Logins.ShellAsync(options => options with { Shell = ["/bin/bash", scratch["shell"]] });
        using var cancel = new CancellationTokenSource();
        var running = shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", $"echo $$ >{scratch["pid"]}; exec sleep 1000"] }, cancel.Token);
        await Eventually.TrueAsync(() => File.Exists(scratch["pid"]) && File.ReadAllText(scratch["pid"]).Length > 1, "the program runs");
        var number = (await File.ReadAllTextAsync(scratch["pid"])).Trim();

        await cancel.CancelAsync();
        await File.WriteAllTextAsync(scratch["word"], "");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(ProcessLife.IsAlive(number));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_MoreProgramsThanAServerAllowsOnAConnection_AllRun()
    {
        // The shell believes in more than sshd's ten, and has to find that out.
        await using var shell = await Logins.ShellAsync(options => options with { MaxSessions = 16 });

        var processes = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => shell.StartAsync(new RemoteCommand { Arguments = ["cat"] }, None)));

        foreach (var process in processes)
        {
            await process.StandardInput.DisposeAsync();
            Assert.Equal(0, await process.WaitAsync(None));
            await process.DisposeAsync();
        }
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_ManyCalls_OneConnection()
    {
        await using var shell = await Logins.ShellAsync();
        var connections = new HashSet<string>();
        for (var call = 0; call < 20; call++)
        {
            var result = await shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", "echo \"$SSH_CONNECTION\""] }, None);
            connections.Add(result.OutputText);
        }

        Assert.Single(connections);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_MasterIsKilledInFlight_TransientAndTheNextCallConnectsAnew()
    {
        await using var shell = await Logins.ShellAsync();
        await using var process = await shell.StartAsync(new RemoteCommand { Arguments = ["cat"] }, None);
        var (_, agents) = await ConnectionAsync(shell);

        KillProcess(agents);

        Assert.Equal(ErrorReason.Transient, (await Assert.ThrowsAsync<ProviderException>(() => process.WaitAsync(None))).Reason);
        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_ServerSideIsKilledInFlight_TransientAndTheNextCallConnectsAnew()
    {
        await using var shell = await Logins.ShellAsync();
        await using var process = await shell.StartAsync(new RemoteCommand { Arguments = ["cat"] }, None);
        var (servers, _) = await ConnectionAsync(shell);

        KillProcess(servers);

        Assert.Equal(ErrorReason.Transient, (await Assert.ThrowsAsync<ProviderException>(() => process.WaitAsync(None))).Reason);
        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Run_NobodyAnswers_TriesAgainNotBeforeAPause()
    {
        await using var own = await SlurmCluster.StartAsync(new SlurmClusterOptions { OnlyLogins = true });
        var time = new ManualTimeProvider();
        await using var shell = Logins.Open(Logins.Options(own.Login), time);
        await own.KillAsync("sshd");
        Assert.Equal(ErrorReason.Transient, (await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell))).Reason);
        await own.StartAsync("sshd");

        var second = await Assert.ThrowsAsync<ProviderException>(() => UserAsync(shell));
        Assert.InRange(second.RetryAfter!.Value, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("reevehpc", await UserAsync(shell));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Dispose_Always_LeavesNoMasterAndNoDirectory()
    {
        var shell = await Logins.ShellAsync();
        var (_, master) = await ConnectionAsync(shell);

        await shell.DisposeAsync();

        await Eventually.TrueAsync(() => !File.Exists($"/proc/{master}/status"), "the master is gone");
    }

    [Theory]
    [InlineData("-oProxyCommand=id", null, null)]
    [InlineData("host name", null, null)]
    [InlineData("host:0", null, null)]
    [InlineData("user@host", null, null)]
    [InlineData("host", "-l", null)]
    [InlineData("host", "a b", null)]
    [InlineData("host", null, "x -oProxyCommand=id")]
    public void Create_OptionsThatAreNone_Invalid(string host, string? user, string? jump) => Assert.Equal(
        ErrorReason.Invalid,
        Assert.Throws<ProviderException>(() => Logins.Open(new OpenSshOptions { Hosts = [host], User = user, ProxyJump = jump })).Reason);

    private static async Task<string> UserAsync(OpenSshShell shell)
    {
        var result = await shell.RunAsync(new RemoteCommand { Arguments = ["id", "-un"] }, None);
        return result.OutputText.Trim();
    }

    private static async Task<string> FingerprintAsync(string key)
    {
        var cluster = await Logins.SharedAsync();
        return (await Tool.RunAsync("ssh-keygen", ["-l", "-f", Path.Combine(cluster.Directory, key)])).Output.Split(' ')[1];
    }

    // The processes at both ends of a shell's connection: sshd's own for it, and the master.
    private static async Task<(int Server, int Master)> ConnectionAsync(OpenSshShell shell)
    {
        var result = await shell.RunAsync(new RemoteCommand { Arguments = ["sh", "-c", "echo \"$SSH_CONNECTION\"; ps -o ppid= -p $(ps -o ppid= -p $PPID)"] }, None);
        var port = result.OutputText.Split(' ')[1];
        var sockets = await Tool.RunAsync("ss", ["-Htnp", "state", "established", $"( sport = :{port} or dport = :{port} )"]);
        int Find(string program) => int.Parse(
            sockets.Output.Split($"(\"{program}\",pid=")[1].Split(',')[0], CultureInfo.InvariantCulture);
        return (Find("sshd"), Find("ssh"));
    }

    private static void KillProcess(int number)
    {
        using var process = Process.GetProcessById(number);
        process.Kill();
    }
}
