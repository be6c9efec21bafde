using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reeve.Containers;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Containers;

namespace Reeve.Plugins.Systemd.Execution;

/// <summary>Runs commands in running containers: in the unit's control group, mount namespace and root, as the unit's user, with its environment.</summary>
internal sealed class ExecRunner(ContainerStarter starter, ManagerFacts facts, CgroupLayout cgroups)
{
    // Joins every control group that is named before "--", then becomes the rest. The command is never part of a script.
    private const string Join = "while [ \"$1\" != -- ]; do echo $$ >\"$1/cgroup.procs\" || exit 126; shift; done; shift; exec \"$@\"";
    private const string Enter = "cd \"$1\" 2>/dev/null || cd /; shift; exec \"$@\"";
    private const string Shell = "/bin/sh";

    /// <summary>See <see cref="Workloads.IPodExec.ExecAsync"/>.</summary>
    public async Task<int> RunAsync(SystemdContainer container, ExecRequest request, CancellationToken cancellationToken)
    {
        var state = container.IsRunning ? await starter.ReadAsync(container.Unit, cancellationToken) : null;
        if (state is null or { MainPid: 0 } or { HasEnded: true })
        {
            throw new ProviderException(ErrorReason.Conflict, $"The container {container.Id} does not run.");
        }

        if (container.Fields.HasRoot && !File.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{state.MainPid}/root{container.Fields.Identity[0]}")))
        {
            throw new ProviderException(
                ErrorReason.Conflict, $"Nothing can be run in container {container.Id} any more: what it needs of the agent's state directory was deleted. Delete the pod, and it is made anew.");
        }

        using var terminal = request.Tty ? new TerminalSession() : null;
        using var process = Process.Start(StartInfo(container, request, state.MainPid, container.Fields.Identity, terminal))
            ?? throw new ProviderException(ErrorReason.Transient, "The command cannot be started.");
        try
        {
            return terminal is null ? await CopyAsync(process, request, cancellationToken) : await terminal.RunAsync(process, request, cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private ProcessStartInfo StartInfo(SystemdContainer container, ExecRequest request, int pid, IReadOnlyList<string> identity, TerminalSession? terminal)
    {
        List<string> arguments = [.. terminal?.Prefix ?? [], "-c", Join, "sh"];
        if (facts.IsRoot)
        {
            arguments.AddRange(cgroups.DirectoriesOf(container.ControlGroup));
        }

        arguments.Add("--");
        if (container.Fields.HasRoot)
        {
            // No program of the image is counted on but the command itself.
            arguments.AddRange(["nsenter", $"--target={pid.ToString(CultureInfo.InvariantCulture)}", "--mount", "--uts", "--ipc", "--net", "--pid", "--root"]);
            arguments.AddRange([$"--wdns={container.Fields.WorkingDirectory}", "--", .. identity, .. request.Command]);
            return Start(arguments, pid, terminal);
        }

        if (facts.PrivateMounts)
        {
            arguments.AddRange(["nsenter", $"--target={pid.ToString(CultureInfo.InvariantCulture)}", "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--"]);
        }

        arguments.AddRange([Shell, "-c", Enter, "sh", container.Fields.WorkingDirectory, .. identity, .. request.Command]);
        return Start(arguments, pid, terminal);
    }

    private static ProcessStartInfo Start(List<string> arguments, int pid, TerminalSession? terminal)
    {
        var start = new ProcessStartInfo(Shell, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in ReadEnvironment(pid))
        {
            start.Environment[name] = value;
        }

        if (terminal is not null)
        {
            start.Environment.TryAdd("TERM", "xterm");
        }

        return start;
    }

    private static async Task<int> CopyAsync(Process process, ExecRequest request, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = WriteAsync(process, request.StandardInput, ended.Token);
        try
        {
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(request.StandardOutput ?? Stream.Null, cancellationToken),
                process.StandardError.BaseStream.CopyToAsync(request.StandardError ?? Stream.Null, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            await ended.CancelAsync();
            await input;
        }
    }

    private static async Task WriteAsync(Process process, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await input.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            }

            process.StandardInput.Close();
        }
        catch (OperationCanceledException)
        {
            // The command has ended and takes no more.
        }
        catch (IOException)
        {
            // It closed its input before it read everything, as head(1) does, or the caller went away.
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadEnvironment(int pid)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/environ"));
        }
        catch (IOException exception)
        {
            throw new ProviderException(ErrorReason.Conflict, "The container does not run any more.", exception);
        }

        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
    }
}
