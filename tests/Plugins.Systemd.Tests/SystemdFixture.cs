using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests;

/// <summary>A real systemd, booted once for all tests; it goes with the test process.</summary>
public sealed class SystemdFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("reeve-systemd-").FullName;
    private Process? _guard;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Systemd) is not null)
        {
            return; // the tests are skipped, or fail by themselves
        }

        _guard = Tool.Start(
            Path.Combine(Repository.Root, "eng/components/systemd/up.sh"),
            [_directory, "--guard"],
            new Dictionary<string, string> { ["BIND"] = Repository.Root, ["GROUP"] = $"reeve-systemd-{Environment.ProcessId}" });
        using var deadline = new CancellationTokenSource(Tool.Deadline);
        var line = await _guard.StandardOutput.ReadLineAsync(deadline.Token);
        Assert.True(line?.StartsWith("ready: ", StringComparison.Ordinal), $"systemd does not boot: {line} {(line is null ? await _guard.StandardError.ReadToEndAsync(deadline.Token) : "")}");
    }

    /// <summary>Runs a scenario inside, in a process of its own.</summary>
    public async Task RunAsync(Type scenarios, string name)
    {
        var result = await RunInsideAsync(Environment.ProcessPath!, typeof(SystemdFixture).Assembly.Location, scenarios.FullName!, name);
        Assert.True(result.ExitCode == 0, $"{name}: {result.Output}\n{result.Error}");
    }

    /// <summary>Runs a program inside.</summary>
    public Task<ToolResult> RunInsideAsync(params string[] command)
    {
        Assert.True(Components.Missing(Component.Systemd) is null, Components.Missing(Component.Systemd));
        return Tool.RunAsync(Path.Combine(_directory, "enter"), command);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_guard is { } guard)
        {
            guard.StandardInput.Close();
            using var deadline = new CancellationTokenSource(Tool.Deadline);
            await guard.WaitForExitAsync(deadline.Token);
            guard.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
