using System.ComponentModel;
using System.Diagnostics;
using Reeve.Clusters;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Runs commands on this machine.</summary>
internal sealed class LocalCommandRunner : ICommandRunner
{
    private const int KeptOutput = 1 << 20;

    public async Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken)
    {
        if (command.Machine is { } machine)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"{command.Arguments[0]} cannot be run on {machine}: this agent runs commands on its own machine alone.");
        }

        using var process = Start(command);
        try
        {
            var output = TailReader.ReadAsync(process.StandardOutput.BaseStream, KeptOutput, cancellationToken);
            var error = TailReader.ReadAsync(process.StandardError.BaseStream, KeptOutput, cancellationToken);
            await WriteInputAsync(process, command.StandardInput, cancellationToken);
            var texts = await Task.WhenAll(output, error);
            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult { ExitCode = process.ExitCode, StandardOutput = texts[0], StandardError = texts[1] };
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(StepCommand command)
    {
        var start = new ProcessStartInfo(command.Arguments[0], command.Arguments.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProviderException(ErrorReason.NotFound, $"{command.Arguments[0]} cannot be run: {e.Message}. Install it, or add its directory to PATH.", e);
        }
    }

    private static async Task WriteInputAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended, or closed its input, without reading all: its exit code says whether that was wrong.
        }
    }
}
