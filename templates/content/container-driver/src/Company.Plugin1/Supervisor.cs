using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reeve;
using Reeve.Containers;

namespace Company.Plugin1;

/// <summary>
/// The backend: a shell that starts one container, waits for its end, ends what is left of it, and writes down how it ended. In your driver this is where
/// you call yours.
/// </summary>
internal static class Supervisor
{
    // What belongs to a container is known by this variable, which every process inherits.
    private const string Variable = "REEVE_CONTAINER";

    // Arguments: where its files are, standard output and error, the working directory, the mark, the program with its arguments. A shell may add variables of
    // its own, which env takes away again.
    private const string Script = """
        base=$1 output=$2 error=$3 directory=$4 mark=$5
        shift 5
        exec < /dev/null > /dev/null 2>&1
        /bin/sh -c 'echo "$PPID $$" > "$1.pid" && cd "$2" && shift 2 && exec "$@"' sh "$base" "$directory" \
          /usr/bin/env -u PWD -u OLDPWD -u SHLVL -u _ "$mark" /usr/bin/setsid "$@" >> "$output" 2>> "$error"
        code=$?
        while found=$(/bin/grep -lszxF "$mark" /proc/[0-9]*/environ); [ -n "$found" ]; do
          for file in $found; do file=${file%/environ}; kill -KILL "${file#/proc/}"; done
        done
        echo "$code" > "$base.exit"
        """;

    /// <summary>Starts it, in a session of its own, so that nothing that ends the agent ends it.</summary>
    /// <param name="path">Where its files are, without their extensions.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="launch">Everything else.</param>
    /// <exception cref="ProviderException">The machine starts no processes now.</exception>
    public static void Start(string path, string program, ContainerLaunch launch)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid");
        var mark = $"{Variable}={launch.Id.Token}";
        foreach (var argument in (IEnumerable<string>)
            ["/bin/sh", "-c", Script, "sh", path, launch.StandardOutputPath, launch.StandardErrorPath, launch.WorkingDirectory ?? "/", mark, program, .. launch.Arguments.Skip(1)])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        Run(start).Dispose();
    }

    /// <summary>Sends a signal to a process.</summary>
    /// <param name="signal">Its name, with or without SIG.</param>
    /// <param name="process">The process; one that has ended is none any more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">There is no such signal.</exception>
    public static async Task SignalAsync(string signal, int process, CancellationToken cancellationToken)
    {
        var name = signal.StartsWith("SIG", StringComparison.Ordinal) ? signal[3..] : signal;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var argument in (IEnumerable<string>)["-c", "kill -0 \"$2\" 2> /dev/null || exit 0; kill -s \"$1\" \"$2\"", "sh", name, process.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using var kill = Run(start);
        var error = await kill.StandardError.ReadToEndAsync(cancellationToken);
        await kill.WaitForExitAsync(cancellationToken);
        if (kill.ExitCode != 0 && Directory.Exists($"/proc/{process}"))
        {
            throw new ProviderException(ErrorReason.Invalid, $"The signal {signal} cannot be sent: {error.Trim()}");
        }
    }

    /// <summary>Whether a process is the supervisor of a container: its number alone may be somebody else's by now.</summary>
    public static bool IsAlive(int process, string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/cmdline")).Split('\0').Contains(path);
        }
        catch (IOException)
        {
            return false; // it ended
        }
    }

    private static Process Run(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ProviderException(ErrorReason.Transient, $"{start.FileName} cannot be started: {e.Message}", e);
        }
    }
}
