using System.Diagnostics;

namespace Reeve.Testing.Kubeadm;

/// <summary>The built agent on a machine, and its commands about clusters.</summary>
public sealed class KubeadmAgent : IDisposable
{
    // A loaded machine takes minutes for what takes twenty seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly KubeadmMachine _machine;
    private readonly string _program;
    private readonly Process _process;

    private KubeadmAgent(KubeadmMachine machine, string program)
    {
        (_machine, _program) = (machine, program);
        _process = Tool.Start(machine.Machine.Enter, [program, "serve", "--state-dir", State]);
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    private string State => Path.Combine(_machine.Machine.Directory, "s");

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="program">The agent's executable.</param>
    public static async Task<KubeadmAgent> StartAsync(KubeadmMachine machine, string program)
    {
        var agent = new KubeadmAgent(machine, program);
        try
        {
            await Eventually.TrueAsync(
                async () => agent._process.HasExited ? throw new InvalidOperationException("The agent has ended.") : (await agent.RunAsync("list")).Succeeded, "the agent answers");
            return agent;
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    /// <summary>Runs <c>reeve cluster</c>.</summary>
    public Task<ToolResult> RunAsync(params IEnumerable<string> arguments) =>
        Tool.RunAsync(_machine.Machine.Enter, [_program, "cluster", .. arguments, "--state-dir", State], within: Patience);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
