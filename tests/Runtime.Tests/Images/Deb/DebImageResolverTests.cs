using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Deb;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Images.Deb;

/// <summary>Packages by the real apt and dpkg, beside a real systemd, in an overlay of this machine.</summary>
public sealed class DebImageResolverTests(DebRepositoryFixture debian) : IClassFixture<DebRepositoryFixture>, IDisposable
{
    private readonly TempDirectory _state = new(Components.Missing(Component.Systemd) is null ? debian.Machine.Directory : null);

    public void Dispose() => _state.Dispose();

    private string Repository => _state["repository"];

    [RequiresFact(Component.Systemd)]
    public async Task Pull_PackageWithAService_InstallsAndStartsNothing()
    {
        await debian.BuildAsync(Repository, "reeve-serves", "1.0", "ExecStart=/usr/bin/reeve-serves --who \"$WHO\" $MORE\nEnvironment=WHO=me\nEnvironmentFile=-/etc/default/reeve-serves\nUser=daemon");
        await debian.RunAsync("sh", "-c", "printf 'MORE=\"-a -b\"\\n' > /etc/default/reeve-serves; touch /usr/sbin/policy-rc.d");
        using var resolver = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)]);
        var request = DebRepositoryFixture.Request("deb:reeve-serves");
        var before = await debian.RunAsync("sh", "-c", "find /etc/apt /usr/sbin/policy-rc.d -exec ls -ld --full-time {} +");
        Assert.Null(await resolver.FindAsync(request, CancellationToken.None));

        var image = await resolver.PullAsync(request, CancellationToken.None);

        Assert.Equal("deb:reeve-serves=1.0", image.Id);
        Assert.Equal(["/usr/bin/reeve-serves"], image.Entrypoint);
        Assert.Equal(["--who", "me", "-a", "-b"], image.Arguments);
        Assert.Equal("daemon", image.User);
        Assert.Contains(new("WHO", "me"), image.Environment);

        // The package is there with its script run; its service is neither started nor enabled, also for the next boot.
        Assert.Equal("reeve-serves 1.0 x", await debian.RunAsync("reeve-serves", "x"));
        Assert.Contains("DPKG_MAINTSCRIPT_PACKAGE=reeve-serves", await debian.RunAsync("cat", "/run/reeve-serves.environment"), StringComparison.Ordinal);
        Assert.Equal("loaded inactive disabled", await debian.RunAsync("sh", "-c", "echo $(systemctl show --value -p LoadState -p ActiveState -p UnitFileState reeve-serves)"));
        Assert.Equal("", await debian.RunAsync("find", "/etc/systemd/system", "-name", "reeve-serves*"));

        // Nothing of the machine's own configuration was touched.
        Assert.Equal(before, await debian.RunAsync("sh", "-c", "find /etc/apt /usr/sbin/policy-rc.d -exec ls -ld --full-time {} +"));
        Assert.True(resolver.Brought("reeve-serves"));
        Assert.NotNull(await resolver.FindAsync(request, CancellationToken.None));
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_Versions_GivesTheOneThatIsAsked()
    {
        await debian.BuildAsync(Repository, "reeve-versioned", "1.0");
        await debian.BuildAsync(Repository, "reeve-versioned", "2.0");
        using var resolver = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)]);

        Assert.Equal("deb:reeve-versioned=1.0", (await PullAsync(resolver, "reeve-versioned=1.0")).Id);
        Assert.Equal("deb:reeve-versioned=1.0", (await PullAsync(resolver, "reeve-versioned")).Id); // what is there is not replaced unasked
        var newer = await PullAsync(resolver, "deb:reeve-versioned=2.0");
        Assert.Equal("deb:reeve-versioned=2.0", newer.Id);
        Assert.Equal("deb:reeve-versioned=1.0", (await PullAsync(resolver, "deb:reeve-versioned=1.0")).Id);
        Assert.Equal(["/usr/bin/reeve-versioned"], newer.Entrypoint); // no unit: the program of its name

        var failure = await Assert.ThrowsAsync<ProviderException>(() => PullAsync(resolver, "deb:reeve-versioned=3.0"));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
        Assert.Contains("there is 2.0, 1.0", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_WouldChangeWhatAPodRuns_IsRefusedWithItsName()
    {
        await debian.BuildAsync(Repository, "reeve-used", "1.0");
        await debian.BuildAsync(Repository, "reeve-used", "2.0");
        await debian.BuildAsync(Repository, "reeve-needs-newer", "1.0", control: "Depends: reeve-used (>= 2.0)");
        await debian.BuildAsync(Repository, "reeve-rival", "1.0", control: "Conflicts: reeve-used");
        var leases = new ImageLeases(_state["leases"]);
        using var resolver = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)], leases);
        var user = DebRepositoryFixture.Request("reeve-used=1.0", "web");
        leases.Add(user, resolver.Name, await resolver.PullAsync(user, CancellationToken.None));

        foreach (var wanted in (string[])["deb:reeve-used=2.0", "deb:reeve-needs-newer"])
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => PullAsync(resolver, wanted));
            Assert.Equal(ErrorReason.Conflict, failure.Reason);
            Assert.Contains("would change files of reeve-used, which the pod web/someone runs", failure.Message, StringComparison.Ordinal);
        }

        // Packages are never removed, not even for one that cannot be beside them.
        var rival = await Assert.ThrowsAsync<ProviderException>(() => PullAsync(resolver, "deb:reeve-rival"));
        Assert.Equal(ErrorReason.Invalid, rival.Reason);
        Assert.Equal("reeve-used 1.0", await debian.RunAsync("reeve-used"));

        leases.Remove(user.Container!.Pod);
        Assert.Equal("deb:reeve-needs-newer=1.0", (await PullAsync(resolver, "deb:reeve-needs-newer")).Id);
        Assert.Equal("reeve-used 2.0", await debian.RunAsync("reeve-used"));
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_WhatCannotBe_IsClassified()
    {
        await debian.BuildAsync(Repository, "reeve-needs-nothing-there", "1.0", control: "Depends: reeve-nothing");
        await debian.BuildAsync(Repository, "reeve-forks", "1.0", service: "Type=forking\nExecStart=/usr/bin/reeve-forks");
        using var resolver = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)]);
        Assert.Equal(ErrorReason.NotFound, (await FailAsync(resolver, "deb:reeve-nothing")).Reason);
        Assert.Equal(ErrorReason.NotFound, (await FailAsync(resolver, "registry.example.org/web:1")).Reason); // the next resolver's
        Assert.Equal(ErrorReason.Invalid, (await FailAsync(resolver, "deb:No_Name")).Reason);
        var needs = await FailAsync(resolver, "deb:reeve-needs-nothing-there");
        Assert.Equal(ErrorReason.Invalid, needs.Reason);
        Assert.Contains("reeve-needs-nothing-there cannot be installed", needs.Message, StringComparison.Ordinal);

        var forks = await FailAsync(resolver, "deb:reeve-forks");
        Assert.Equal(ErrorReason.Unsupported, forks.Reason);
        Assert.Contains("Type=forking", forks.Message, StringComparison.Ordinal);
        Assert.Empty((await resolver.PullAsync(DebRepositoryFixture.Request("deb:reeve-forks", command: "/usr/bin/reeve-forks"), CancellationToken.None)).Entrypoint);

        using var gone = debian.Resolver(_state, [DebRepositoryFixture.Source(_state["nowhere"])]);
        Assert.Equal(ErrorReason.Transient, (await FailAsync(gone, "deb:reeve-nothing")).Reason);
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_LockedByAnother_WaitsAndSaysForWhom()
    {
        await debian.BuildAsync(Repository, "reeve-waits", "1.0");
        using var holder = Tool.Start(debian.Machine.Enter, ["perl", "-e",
            "open F, '>>', '/var/lib/dpkg/lock-frontend'; my $l = pack('s s x4 q q i x4', 1, 0, 0, 0, 0); fcntl(F, 6, $l) or die; $| = 1; print \"held\\n\"; <STDIN>"]);
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        using var impatient = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)], deadline: TimeSpan.FromSeconds(1));
        var failure = await FailAsync(impatient, "deb:reeve-waits");
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("lock", failure.Message, StringComparison.Ordinal);

        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var patient = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository)], logger: new FirstMessage("Waiting for", told));
        var pull = PullAsync(patient, "deb:reeve-waits");
        Assert.Contains("holds the package manager's lock", await told.Task.WaitAsync(Tool.Deadline), StringComparison.Ordinal);
        Assert.False(pull.IsCompleted);
        holder.StandardInput.Close();
        Assert.Equal("deb:reeve-waits=1.0", (await pull.WaitAsync(Tool.Deadline)).Id);
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_File_NeedsItsChecksum()
    {
        var digest = await debian.BuildAsync(Repository, "reeve-file", "1.0");
        await using var server = new FileServer(Repository);
        using var resolver = debian.Resolver(_state, []);
        var address = $"{server.Address}/reeve-file_1.0_all.deb";

        var without = await FailAsync(resolver, address);
        Assert.Equal(ErrorReason.Invalid, without.Reason);
        Assert.Contains("needs a checksum", without.Message, StringComparison.Ordinal);
        var wrong = await FailAsync(resolver, $"{address}#sha256={new string('0', 64)}");
        Assert.Equal(ErrorReason.Invalid, wrong.Reason);
        Assert.Contains(digest, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorReason.NotFound, (await FailAsync(resolver, $"{server.Address}/none.deb#sha256={digest}")).Reason);
        Assert.Equal(ErrorReason.Invalid, (await FailAsync(resolver, $"http://192.0.2.1/a.deb#sha256={digest}")).Reason);

        var request = DebRepositoryFixture.Request($"{address}#sha256={digest}");
        Assert.True(resolver.Claims(request.Reference));
        Assert.Equal("deb:reeve-file=1.0", (await resolver.PullAsync(request, CancellationToken.None)).Id);
        Assert.Equal("reeve-file 1.0", await debian.RunAsync("reeve-file"));
        Assert.NotNull(await resolver.FindAsync(request, CancellationToken.None));
    }

    [RequiresFact(Component.Systemd)]
    public async Task Pull_PrivateRepository_IsItsNamespacesAloneWithItsPassword()
    {
        await debian.BuildAsync(_state["private"], "reeve-private", "1.0");
        await using var server = new FileServer(_state["private"], "bot", "pass-word");
        var repository = DebRepositoryFixture.Source(_state["private"], "web") with { Uris = [server.Address], Login = "bot", Password = "pass-word" };
        using var resolver = debian.Resolver(_state, [repository]);

        Assert.Equal(ErrorReason.NotFound, (await FailAsync(resolver, "deb:reeve-private", "default")).Reason);
        Assert.Equal("deb:reeve-private=1.0", (await resolver.PullAsync(DebRepositoryFixture.Request("deb:reeve-private", "web"), CancellationToken.None)).Id);

        var logins = Directory.EnumerateFiles(_state.Path, "*.conf", SearchOption.AllDirectories).Where(path => File.ReadAllText(path).Contains("pass-word", StringComparison.Ordinal)).ToList();
        var login = Assert.Single(logins);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(login));
        Assert.EndsWith("/auth.conf.d/local.conf", login, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", repository.ToString(), StringComparison.Ordinal);

        using var wrong = debian.Resolver(_state, [repository with { Password = "wrong", Name = "other" }]);
        var failure = await FailAsync(wrong, "deb:reeve-other", "web");
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.DoesNotContain("pass-word", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Gpg)]
    public async Task Pull_SignedRepository_IsCheckedByItsKey()
    {
        await debian.BuildAsync(Repository, "reeve-signed", "1.0");
        await debian.BuildAsync(_state["other"], "reeve-other-key", "1.0");
        var key = await SignAsync(Repository);
        var other = await SignAsync(_state["other"]);
        using var resolver = debian.Resolver(_state, [DebRepositoryFixture.Source(Repository) with { Trusted = false, SignedBy = key }]);
        Assert.Equal("deb:reeve-signed=1.0", (await PullAsync(resolver, "deb:reeve-signed")).Id);

        using var mistaken = debian.Resolver(_state, [DebRepositoryFixture.Source(_state["other"]) with { Trusted = false, SignedBy = key }]);
        Assert.Equal(ErrorReason.Transient, (await FailAsync(mistaken, "deb:reeve-other-key")).Reason);
        using var right = debian.Resolver(_state, [DebRepositoryFixture.Source(_state["other"]) with { Trusted = false, SignedBy = other }]);
        Assert.Equal("deb:reeve-other-key=1.0", (await PullAsync(right, "deb:reeve-other-key")).Id);
    }

    private static Task<Reeve.Containers.ResolvedImage> PullAsync(DebImageResolver resolver, string reference) =>
        resolver.PullAsync(DebRepositoryFixture.Request(reference), CancellationToken.None);

    private static Task<ProviderException> FailAsync(DebImageResolver resolver, string reference, string ns = "default") =>
        Assert.ThrowsAsync<ProviderException>(() => resolver.PullAsync(DebRepositoryFixture.Request(reference, ns), CancellationToken.None));

    private static async Task<string> SignAsync(string repository)
    {
        using var home = new TempDirectory();
        string[] common = ["--homedir", home.Path, "--batch", "--yes", "--quiet", "--passphrase", ""];
        var key = Path.Combine(repository, "key.gpg");
        string[][] commands =
        [
            [.. common, "--quick-generate-key", "Test <test@example.org>", "ed25519", "sign", "never"],
            [.. common, "--output", Path.Combine(repository, "InRelease"), "--clearsign", Path.Combine(repository, "Release")],
            [.. common, "--output", key, "--export"],
        ];
        foreach (var command in commands)
        {
            var result = await Tool.RunAsync("gpg", command);
            Assert.True(result.ExitCode == 0, result.Error);
        }

        await Tool.RunAsync("gpgconf", ["--homedir", home.Path, "--kill", "all"]);
        return key;
    }
}
