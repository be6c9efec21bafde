using System.Diagnostics;
using System.Globalization;
using Reeve.Testing;
using Reeve.Testing.Systemd;

namespace Reeve.Host.Tests.Documentation.Sessions;

/// <summary>A shell in a directory of its own, with the built command on its path and the samples beside it.</summary>
internal sealed class ShellSession : IAsyncDisposable
{
    private const string End = "@@end-of-command";

    // Environments build packages. It is reached only when something is wrong.
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(6);
    private readonly TempDirectory _directory;
    private readonly Process _shell;
    private readonly SystemdMachine? _machine;

    private ShellSession(TempDirectory directory, Process shell, SystemdMachine? machine)
    {
        _directory = directory;
        _shell = shell;
        _machine = machine;
    }

    /// <summary>The scripts that prepare environments.</summary>
    public static string Environments { get; } = Path.Combine(Repository.Root, "tests", "Host.Tests", "Documentation", "Environments");

    /// <summary>One on this machine, with a state directory of its own.</summary>
    public static ShellSession Here()
    {
        var directory = MakeDirectory();
        var begin = $"for name in ${{!REEVE_*}}; do unset $name; done; export REEVE_STATE_DIRECTORY='{directory["s"]}'";
        return new(directory, Start("/bin/bash", [], directory, begin), null);
    }

    /// <summary>One as root in a machine of its own: a booted systemd with a network and a file system that nobody else has.</summary>
    public static async Task<ShellSession> InMachineAsync()
    {
        var directory = MakeDirectory();
        var machine = await SystemdMachine.StartAloneAsync(directory[""]);
        var begin = $"for name in ${{!REEVE_*}}; do unset $name; done; export REPOSITORY='{Repository.Root}' BUILT='{Repository.Built("Reeve.Host")}' MACHINE_HOME=\"$MACHINE_HOME\"";
        return new(directory, Start(machine.Enter, ["/bin/bash"], directory, begin), machine);
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code, and what it and what runs behind it printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string command)
    {
        await _shell.StandardInput.WriteAsync($"{command}\nstatus=$?; echo; echo {End} $status\n");
        await _shell.StandardInput.FlushAsync();
        var output = new List<string>();
        using var deadline = new CancellationTokenSource(s_deadline);
        while (await _shell.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.StartsWith(End, StringComparison.Ordinal))
            {
                return (int.Parse(line[End.Length..].Trim(), CultureInfo.InvariantCulture), string.Join('\n', output));
            }

            output.Add(line);
        }

        throw new InvalidOperationException($"The shell ended: {string.Join('\n', output)}");
    }

    /// <summary>Ends what runs behind it, and the workloads of its agents.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_machine is null)
        {
            await RunAsync("reeve delete --all --force; kill $(jobs -p); wait");
        }
        else
        {
            await _machine.DisposeAsync();
        }

        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        _directory.Dispose();
    }

    private static TempDirectory MakeDirectory()
    {
        var directory = new TempDirectory();
        Directory.CreateDirectory(directory["bin"]);
        MakeProgram(directory["bin/reeve"], $"exec dotnet '{Path.Combine(Repository.Built("Reeve.Host"), "reeve.dll")}' \"$@\"");
        Directory.CreateDirectory(directory["work"]);
        foreach (var name in (string[])["samples", "deploy"])
        {
            Directory.CreateSymbolicLink(directory[$"work/{name}"], Path.Combine(Repository.Root, name));
        }

        return directory;
    }

    private static void MakeProgram(string file, string text)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static Process Start(string program, string[] arguments, TempDirectory directory, string begin)
    {
        var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(static name => name.StartsWith("REEVE_", StringComparison.Ordinal)).ToDictionary(static name => name, static _ => "");
        environment["PATH"] = $"{directory["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        environment["MACHINE_HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/root";
        environment["HOME"] = directory["work"];
        environment["XDG_CONFIG_HOME"] = directory["config"];
        environment["DOTNET_CLI_HOME"] = directory["work"];
        return Tool.Start(program, [.. arguments, "--norc", "-c", $"cd '{directory["work"]}'; {begin}; exec bash --norc 2>&1"], environment);
    }
}
