using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>The exec probe: good if the command ends with 0.</summary>
internal static class ExecProbe
{
    public static async Task<ProbeResult> RunAsync(
        IContainerExec exec, ContainerId container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        await using var output = new BoundedOutput();
        var exitCode = await exec.ExecAsync(
            container, new ExecRequest { Command = command, StandardOutput = output, StandardError = output }, cancellationToken);
        return new(exitCode == 0 ? ProbeOutcome.Success : ProbeOutcome.Failure, output.ToString());
    }
}
