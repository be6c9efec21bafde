using Reeve.Plugins.Slurm.Users;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Users;

/// <summary>Who is there before the first pod, on a real login node.</summary>
public sealed class StandingUsersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Component.Slurm)]
    public async Task TakeNodeInputs_SecretsWhoseNamespacesTheMapSays_AreUsersBeforeAnyPod()
    {
        var cluster = await UserSketch.LoginsAsync();
        await using var users = UserSketch.Create(UserSketch.Options(
            cluster,
            new UserMapping { Namespaces = ["*"], Secret = "shared", SecretNamespace = "keys" },
            new UserMapping { Namespaces = ["team-a"], Secret = "own" }));
        await users.StartAsync(None);
        var nobody = await Assert.ThrowsAsync<ProviderException>(() => users.AnyAsync(None));
        var wanted = users.DescribeNodeInputs();
        Assert.Equal(["keys/shared", "team-a/own"], wanted.Select(reference => $"{reference.Namespace}/{reference.Name}"));
        Assert.All(wanted, reference => Assert.True(reference.Credentials));

        var key = await File.ReadAllTextAsync(cluster.OtherLogin.KeyFile);
        await users.TakeNodeInputsAsync(
            [
                new ResolvedInput { Reference = wanted[0], Objects = [UserSketch.Secret(("ssh-privatekey", key), ("remote_user", "reevehpc2"))] },
                new ResolvedInput { Reference = wanted[1] },
            ],
            None);

        Assert.Equal((ErrorReason.Transient, true), (nobody.Reason, nobody.Message.Contains("keys/shared", StringComparison.Ordinal)));
        var known = Assert.Single(users.Known);
        Assert.Same(known, await users.AnyAsync(None));
        var pod = await users.FindAsync(
            UserSketch.Resolve(users, UserSketch.Pod("team-b"), ("ssh-privatekey", key), ("remote_user", "reevehpc2")), None);
        Assert.Same(known, pod.User);
        Assert.Equal("reevehpc2", await pod.NameAsync());
    }

    [LinuxFact]
    public async Task Start_OnlySecretsOfWhateverNamespaceAPodIsIn_IsRefusedWithTheWaysOut()
    {
        await using var users = UserSketch.Create(new SlurmOptions
        {
            Ssh = new() { Hosts = ["login.example.org"] },
            Users = new UsersOptions { Map = [new UserMapping { Namespaces = ["*"], Secret = "remote-secret" }] },
        });

        var failure = await Assert.ThrowsAsync<ProviderException>(() => users.StartAsync(None));

        Assert.Equal((ErrorReason.Invalid, "users.map"), (failure.Reason, failure.Field));
        Assert.Contains("secretNamespace", failure.Message, StringComparison.Ordinal);
        Assert.Contains("keyFile", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Any_OnlySecretsOfPods_IsWhomSshNames()
    {
        var cluster = await UserSketch.LoginsAsync();
        var options = UserSketch.Options(cluster, new UserMapping { Namespaces = ["*"], Secret = "remote-secret" });
        await using var users = UserSketch.Create(options with { Ssh = options.Ssh! with { User = "reevehpc", KeyFile = cluster.Login.KeyFile } });
        await users.StartAsync(None);

        var user = await users.AnyAsync(None);

        Assert.Equal("reevehpc", await new PodUser { User = user }.NameAsync());
        var denied = await Assert.ThrowsAsync<ProviderException>(() => users.FindAsync(UserSketch.Resolve(users, UserSketch.Pod("team-a")), None));
        Assert.Equal(ErrorReason.Denied, denied.Reason);
    }
}
