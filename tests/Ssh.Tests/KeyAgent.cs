using System.Diagnostics;
using Reeve.Testing;

namespace Reeve.Ssh.Tests;

/// <summary>A real ssh-agent.</summary>
internal sealed class KeyAgent : IAsyncDisposable
{
    private readonly Process _process;

    private KeyAgent(Process process) => _process = process;

    /// <summary>Starts one that holds a key.</summary>
    public static async Task<KeyAgent> StartAsync(string socket, string key)
    {
        var agent = new KeyAgent(Tool.Start("ssh-agent", ["-D", "-a", socket]));
        await Eventually.TrueAsync(() => File.Exists(socket), "the agent listens");
        var added = await Tool.RunAsync("env", [$"SSH_AUTH_SOCK={socket}", "ssh-add", "-q", key]);
        return added.Succeeded ? agent : throw new InvalidOperationException(added.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
