namespace Reeve.Ssh.Processes;

/// <summary>What a shell said of a program as it started it.</summary>
internal sealed record StartedProgram
{
    /// <summary>The shell's process id there, which also is its process group.</summary>
    public required string Group { get; init; }

    /// <summary>Its terminal; null without one.</summary>
    public string? Terminal { get; init; }

    /// <summary>Reads a <see cref="MarkerKind.Started"/>.</summary>
    public static StartedProgram Parse(string text)
    {
        var words = text.Split(' ', 2);
        return new StartedProgram { Group = words[0], Terminal = words.Length > 1 && words[1].StartsWith('/') ? words[1] : null };
    }

    /// <summary>The command that ends it and all that it started: asked first, killed after two seconds.</summary>
    public RemoteCommand End() => new()
    {
        Arguments =
        [
            "/bin/sh", "-c",
            """
            kill -s TERM -- "-$1" 2>/dev/null || kill -s TERM "$1" 2>/dev/null || exit 0
            kill -s CONT -- "-$1" 2>/dev/null
            sleep 2
            kill -s KILL -- "-$1" 2>/dev/null || kill -s KILL "$1" 2>/dev/null || :
            """,
            "sh", Group,
        ],
    };

    /// <summary>The command that sets the size of its terminal; null without one.</summary>
    public RemoteCommand? Resize(int columns, int rows) => Terminal is null ? null : new RemoteCommand
    {
        Arguments = ["/bin/sh", "-c", """stty rows "$1" columns "$2" <"$3" """, "sh", $"{rows}", $"{columns}", Terminal],
    };

    /// <summary>The script by which a shell starts a program and tells of it. The program's status passes through.</summary>
    public static string Script(IReadOnlyList<string> arguments, bool tty, MarkerFilter markers)
    {
        var command = Quoting.PosixQuoting.Join(arguments);
        var target = tty ? "" : " >&2";
        var started = tty ? $"printf '{markers.Format(MarkerKind.Started, "%s %s")}' \"$$\" \"$(tty)\"" : $"printf '{markers.Format(MarkerKind.Started, "%s")}' \"$$\" >&2";
        return $"{started}; {command}; r=$?; [ $r -ne 255 ] || printf '{markers.Format(MarkerKind.Ended255)}'{target}; exit $r";
    }
}
