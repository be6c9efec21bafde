using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Users;

/// <summary>Who gets to be whom on a real login node.</summary>
public sealed class MappedUsersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Component.Slurm)]
    public async Task Find_NamespacesOfTwoUsers_EachIsItsOwn()
    {
        var cluster = await UserSketch.LoginsAsync();
        await using var users = UserSketch.Create(UserSketch.Options(
            cluster,
            new UserMapping { Namespaces = ["team-a"], User = "reevehpc", KeyFile = cluster.Login.KeyFile },
            new UserMapping { Namespaces = ["team-b"], User = "reevehpc2", KeyFile = cluster.OtherLogin.KeyFile, Accounts = ["otheracct"] }));
        await users.StartAsync(None);

        var a = await users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod("team-a")), None);
        var b = await users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod("team-b")), None);

        Assert.Equal(("reevehpc", "reevehpc2"), (await a.NameAsync(), await b.NameAsync()));
        Assert.Equal((null, "otheracct"), (a.Account, b.Account));
        Assert.Equal(2, users.Known.Count);
        var denied = await Assert.ThrowsAsync<ProviderException>(() => users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod("team-b", "reevehpc")), None));
        Assert.Equal(ErrorReason.Denied, denied.Reason);
        Assert.NotEmpty(users.Validate(UserSketch.Pod("team-c")));
    }

    [RequiresFact(Component.Slurm)]
    public async Task Find_KnocsSecretOfThePodsNamespace_Works()
    {
        var cluster = await UserSketch.LoginsAsync();
        var options = UserSketch.Options(cluster, new UserMapping { Namespaces = ["team-a"], Secret = "remote-secret" });
        await using var users = UserSketch.Create(options with { Ssh = options.Ssh! with { Hosts = [] } });
        await users.StartAsync(None);
        Assert.Empty(users.Known);
        var key = await File.ReadAllTextAsync(cluster.OtherLogin.KeyFile);

        var user = await users.FindAsync(
            UserSketch.Resolve(
                users,
                UserSketch.Pod("team-a"),
                ("ssh-privatekey", key),
                ("ssh-publickey", ""),
                ("remote_user", "reevehpc2"),
                ("host", cluster.Login.Host),
                ("port", $"{cluster.Login.Port}")),
            None);

        Assert.Equal("reevehpc2", await user.NameAsync());
        Assert.Single(users.Known);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Find_SecretThatClaimsToBeSomebodyElse_IsDenied()
    {
        var cluster = await UserSketch.LoginsAsync();
        // The agent itself may log in as reevehpc, which pods of team-a are.
        var options = UserSketch.Options(
            cluster,
            new UserMapping { Namespaces = ["team-a"], User = "reevehpc" },
            new UserMapping { Namespaces = ["team-b"], Secret = "remote-secret" },
            new UserMapping { Namespaces = ["team-c"], Secret = "remote-secret", User = "reevehpc2" });
        await using var users = UserSketch.Create(options with { Ssh = options.Ssh! with { KeyFile = cluster.Login.KeyFile } });
        await users.StartAsync(None);
        Assert.Equal("reevehpc", await (await users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod("team-a")), None)).NameAsync());
        var key = await File.ReadAllTextAsync(cluster.OtherLogin.KeyFile);

        Task<PodUser> As(string ns, string user) =>
            users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod(ns), ("ssh-privatekey", key), ("remote_user", user)), None);
        var byKey = await Assert.ThrowsAsync<ProviderException>(() => As("team-b", "reevehpc"));
        var byName = await Assert.ThrowsAsync<ProviderException>(() => As("team-c", "reevehpc"));
        var byOption = await Assert.ThrowsAsync<ProviderException>(() => As("team-b", "-oProxyCommand=id"));
        var byHost = await Assert.ThrowsAsync<ProviderException>(() => users.FindAsync(
            UserSketch.Resolve(users, UserSketch.Pod("team-b"), ("ssh-privatekey", key), ("remote_user", "reevehpc2"), ("host", "evil.example.org")), None));

        Assert.Equal((ErrorReason.Denied, ErrorReason.Denied), (byKey.Reason, byName.Reason));
        Assert.Equal((ErrorReason.Invalid, ErrorReason.Denied), (byOption.Reason, byHost.Reason));
        Assert.Equal("reevehpc2", await (await As("team-c", "reevehpc2")).NameAsync());
        foreach (var failure in (ProviderException[])[byKey, byName, byOption, byHost])
        {
            Assert.DoesNotContain(key.Split('\n')[1], failure.ToString(), StringComparison.Ordinal);
        }
    }

    [RequiresFact(Component.Slurm)]
    public async Task Find_SecretWithANewKey_IsUsedByTheNextConnection()
    {
        var cluster = await UserSketch.LoginsAsync();
        await using var users = UserSketch.Create(UserSketch.Options(cluster, new UserMapping { Namespaces = ["team-a"], Secret = "remote-secret" }));
        await users.StartAsync(None);
        var wrong = await File.ReadAllTextAsync(cluster.OtherLogin.KeyFile);
        var right = await File.ReadAllTextAsync(cluster.Login.KeyFile);
        Task<PodUser> Find(string key) => users.FindAsync(
            UserSketch.Resolve(users, UserSketch.Pod("team-a"), ("ssh-privatekey", key), ("remote_user", "reevehpc")), None);
        Assert.Equal(ErrorReason.Denied, (await Assert.ThrowsAsync<ProviderException>(() => Find(wrong))).Reason);

        PodUser? user = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    user = await Find(right);
                    return true;
                }
                catch (ProviderException failure) when (failure.RetryAfter is not null)
                {
                    return false;
                }
            },
            "the pause after the refusal is over");

        Assert.Equal("reevehpc", await user!.NameAsync());
    }

    [RequiresFact(Component.Slurm)]
    public async Task Find_KeyOfASecret_InAFileOfTheAgentAlone()
    {
        var cluster = await UserSketch.LoginsAsync();
        var secret = SshSecret.Of(new Dictionary<string, string> { ["ssh-privatekey"] = await File.ReadAllTextAsync(cluster.Login.KeyFile) });
        var options = UserSketch.Options(cluster);
        var before = KeyFiles();
        var connection = UserConnection.Open(
            options, options.Ssh! with { User = "reevehpc" }, secret, UserSketch.Owner, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var mine = KeyFiles().Except(before).Where(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(secret.PrivateKey)).ToList();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(mine)));
        await connection.DisposeAsync();
        Assert.DoesNotContain(mine[0], KeyFiles());
    }

    private static List<string> KeyFiles()
    {
        using var directory = new PrivateDirectory();
        return [.. Directory.EnumerateDirectories(Path.GetDirectoryName(directory.Path)!, "reeve-ssh-*").Select(one => Path.Combine(one, "key")).Where(File.Exists)];
    }
}
