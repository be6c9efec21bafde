using Reeve.Testing;
using Reeve.Testing.Systemd;

namespace Reeve.Plugins.Systemd.Tests;

/// <summary>A real systemd, booted once for all tests; it goes with the test process.</summary>
public sealed class SystemdFixture : IAsyncLifetime
{
    private SystemdMachine? _machine;

    private SystemdMachine Machine => _machine ?? throw new InvalidOperationException(Components.Missing(Component.Systemd));

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Systemd) is null)
        {
            _machine = await SystemdMachine.StartAsync(); // otherwise the tests are skipped, or fail by themselves
        }
    }

    /// <summary>Runs a scenario inside, in a process of its own.</summary>
    public async Task RunAsync(Type scenarios, string name)
    {
        var result = await RunInsideAsync(Environment.ProcessPath!, typeof(SystemdFixture).Assembly.Location, scenarios.FullName!, name);
        Assert.True(result.ExitCode == 0, $"{name}: {result.Output}\n{result.Error}");
    }

    /// <summary>Runs a scenario inside, in a network of its own, of which it may change the settings.</summary>
    public async Task RunAloneAsync(Type scenarios, string name)
    {
        // Mounts still reach the manager, but for those below /proc.
        const string Writable = "mount --make-rprivate /proc && umount --recursive /proc/sys && exec \"$@\"";
        var result = await RunInsideAsync(
            "unshare", "--net", "--mount", "--propagation", "unchanged", "sh", "-c", Writable, "sh",
            Environment.ProcessPath!, typeof(SystemdFixture).Assembly.Location, scenarios.FullName!, name);
        Assert.True(result.ExitCode == 0, $"{name}: {result.Output}\n{result.Error}");
    }

    /// <summary>Runs a scenario inside as an unprivileged user with a service manager of its own.</summary>
    public async Task RunAsUserAsync(Type scenarios, string name)
    {
        const string User = "4321";
        const string Prepare = $"""
            id tester >/dev/null 2>&1 || useradd --create-home --uid {User} tester
            rm -f /etc/systemd/system/systemd-logind.service
            systemctl daemon-reload && systemctl start systemd-logind.service user@{User}.service
            """;
        var prepared = await RunInsideAsync("sh", "-ec", Prepare);
        Assert.True(prepared.ExitCode == 0, prepared.Error);
        // The tests may lie where this user cannot look.
        const string Copy = $"""
            [ -e /opt/tests ] || cp -r "$(dirname "$1")" /opt/tests
            exec setpriv --reuid={User} --regid={User} --init-groups env HOME=/home/tester USER=tester XDG_RUNTIME_DIR=/run/user/{User}               "$2" "/opt/tests/$(basename "$1")" "$3" "$4"
            """;
        var result = await RunInsideAsync("sh", "-ec", Copy, "sh", typeof(SystemdFixture).Assembly.Location, Environment.ProcessPath!, scenarios.FullName!, name);
        Assert.True(result.ExitCode == 0, $"{name}: {result.Output}\n{result.Error}");
    }

    /// <summary>Runs a program inside.</summary>
    public Task<ToolResult> RunInsideAsync(params string[] command) => Machine.RunAsync(command);

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_machine is { } machine)
        {
            await machine.DisposeAsync();
        }
    }
}
