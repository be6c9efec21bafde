using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Controller.Commands;
using Reeve.Testing;

namespace Reeve.Plugins.Slurm.Tests.Controller.Commands;

/// <summary>A directory of scripts in the place of Slurm's commands, and a controller that uses them.</summary>
internal sealed class FakeSlurm : IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>Creates commands that all fail.</summary>
    public FakeSlurm()
    {
        Shell = new ProcessShell();
        Controller = new CommandController(Shell, new ControllerOptions { CommandDirectory = _directory.Path });
        foreach (var name in (string[])["sbatch", "squeue", "sacct", "scancel", "scontrol", "sinfo"])
        {
            Set(name, "echo unexpected >&2; exit 70");
        }
    }

    /// <summary>The controller.</summary>
    public CommandController Controller { get; }

    /// <summary>Where it runs.</summary>
    public ProcessShell Shell { get; }

    /// <summary>A file beside the commands.</summary>
    public string File(string name) => Path.Combine(_directory.Path, name);

    /// <summary>Says what a command does. In it, <c>sep</c> is what stands between columns, and <c>here</c> the directory.</summary>
    public void Set(string command, string script)
    {
        var path = File(command);
        System.IO.File.WriteAllText(path, $$"""
            #!/bin/sh
            here={{_directory.Path}}
            sep=$(printf '%s\n' "$@" | grep -o '~[0-9a-f]\{8\}~' | head -n 1)
            {{script}}
            """);
        System.IO.File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }

    /// <summary>A line of a listing, for <see cref="Set"/>.</summary>
    public static string Line(params string[] fields) => $"printf '%s' {string.Join(' ', fields.Select(field => $"'{field.Replace("'", "'\\''", StringComparison.Ordinal)}'\"$sep\""))}; echo";

    public void Dispose() => _directory.Dispose();
}
