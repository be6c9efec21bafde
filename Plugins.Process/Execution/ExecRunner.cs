using System.Text;
using Reeve.Containers;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervision;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Execution;

/// <summary>
/// Runs commands in running containers: under a supervisor of its own, which enters the container's namespaces and identity,
/// and which kills the command with all its children when we close the socket or the container ends.
/// </summary>
internal sealed class ExecRunner(SupervisorLauncher launcher, Poller poller)
{
    private const int SignalBase = 128;

    /// <summary>See <see cref="Workloads.IPodExec.ExecAsync"/>.</summary>
    public async Task<int> RunAsync(SupervisedContainer container, ExecRequest request, CancellationToken cancellationToken)
    {
        if (!container.IsRunning || container.Start is not { } start)
        {
            throw new ProviderException(ErrorReason.Conflict, $"The container {container.Id} does not run.");
        }

        using var streams = request.Tty ? (ExecStreams)new TerminalStreams(poller) : new PipeStreams(request);
        using var supervisor = launcher.Launch(container.Token, streams: streams.ForCommand);
        streams.Release();
        try
        {
            var answer = await supervisor.SendAsync(SpecOf(container, start, request), cancellationToken);
            if (answer is null || StartRecord.Parse(answer) is null)
            {
                throw Failure(container, request, answer);
            }

            return await CopyAsync(supervisor, streams, request, cancellationToken);
        }
        finally
        {
            await supervisor.EndAsync();
        }
    }

    private static async Task<int> CopyAsync(SupervisorProcess supervisor, ExecStreams streams, ExecRequest request, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = request.StandardInput is null ? Task.CompletedTask : streams.CopyInputAsync(request.StandardInput, ended.Token);
        var resize = ResizeAsync(streams as TerminalStreams, request.Resize, ended.Token);
        try
        {
            // Output ends when the last process has gone, for the supervisor kills what the command left behind.
            await streams.CopyOutputAsync(request.StandardOutput, request.StandardError, cancellationToken);
            var line = await supervisor.ReadLineAsync(cancellationToken);
            return line is null || EndRecord.Parse(line) is not { } end
                ? throw new ProviderException(ErrorReason.Transient, "The command was killed with its supervisor.")
                : end.Kind == EndKind.Signaled ? SignalBase + end.Number : end.Number;
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(UntilCancelledAsync(input), UntilCancelledAsync(resize));
        }
    }

    private static async Task ResizeAsync(TerminalStreams? terminal, IAsyncEnumerable<TerminalSize>? sizes, CancellationToken cancellationToken)
    {
        if (terminal is null || sizes is null)
        {
            return;
        }

        await foreach (var size in sizes.WithCancellation(cancellationToken))
        {
            terminal.Resize(size);
        }
    }

    private static async Task UntilCancelledAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // The command has ended and takes no more.
        }
        catch (IOException)
        {
            // The caller went away while sending; what the command answered still counts.
        }
    }

    private static ProviderException Failure(SupervisedContainer container, ExecRequest request, string? answer)
    {
        var end = EndRecord.Parse(answer ?? "");
        return end switch
        {
            { Stage: SupervisorStage.Exec } => new ProviderException(ErrorReason.Invalid, StartFailure.DescribeExec(request.Command[0], end.Error)),
            { Stage: SupervisorStage.Namespace, Error: ErrorReasons.NoProcess } => new ProviderException(ErrorReason.Conflict, $"The container {container.Id} does not run."),
            { } => new ProviderException(ErrorReasons.Of(end.Error), StartFailure.Describe(end, container.Label, null)),
            null => new ProviderException(ErrorReason.Transient, "The command's supervisor was killed."),
        };
    }

    private static SupervisorSpec SpecOf(SupervisedContainer container, StartRecord start, ExecRequest request) => new()
    {
        Mode = SupervisorMode.Exec,
        Flags = (container.Label.MountNamespace ? SupervisorFlags.MountNamespace : 0)
            | (container.Label.UserNamespace ? SupervisorFlags.UserNamespace : 0)
            | (request.Tty ? SupervisorFlags.Terminal : 0),
        Identity = container.Label.Identity,
        Target = (start.MainPid, start.MainStart),
        WorkingDirectory = container.Label.WorkingDirectory,
        BootId = start.BootId,
        Token = container.Token,
        Arguments = request.Command,
        Environment = container.Environment ?? ReadEnvironment(start.MainPid),
    };

    private static List<KeyValuePair<string, string>> ReadEnvironment(int pid) =>
        Encoding.UTF8.GetString(ProcessList.EnvironmentOf(pid))
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && pair[0] != SupervisorSpec.MarkerVariable)
            .Select(pair => KeyValuePair.Create(pair[0], pair[1]))
            .ToList();
}
