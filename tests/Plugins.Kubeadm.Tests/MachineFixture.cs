using Reeve.Testing;
using Reeve.Testing.Systemd;

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>A real systemd with a network of its own, booted once for the tests of a class.</summary>
public sealed class MachineFixture : IAsyncLifetime
{
    private SystemdMachine? _machine;

    private SystemdMachine Machine => _machine ?? throw new InvalidOperationException(Components.Missing(Component.Systemd));

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Systemd) is null)
        {
            _machine = await SystemdMachine.StartAloneAsync(); // otherwise the tests are skipped, or fail by themselves
        }
    }

    /// <summary>Runs a scenario inside, in a process of its own.</summary>
    public async Task RunAsync(Type scenarios, string name)
    {
        var result = await Machine.RunAsync(Environment.ProcessPath!, typeof(MachineFixture).Assembly.Location, scenarios.FullName!, name, Machine.Directory);
        Assert.True(result.ExitCode == 0, $"{name}: {result.Output}\n{result.Error}");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_machine is { } machine)
        {
            await machine.DisposeAsync();
        }
    }
}
