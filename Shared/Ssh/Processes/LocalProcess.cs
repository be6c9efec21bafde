using System.ComponentModel;
using System.Diagnostics;

namespace Reeve.Ssh.Processes;

/// <summary>Starts programs of this machine with redirected streams.</summary>
internal static class LocalProcess
{
    // What ssh and the programs it starts may need of this process's environment. The rest may hold secrets, and means nothing to them.
    private static readonly string[] Passed = ["PATH", "HOME", "USER", "LOGNAME", "SSH_AUTH_SOCK", "XDG_RUNTIME_DIR", "KRB5CCNAME", "KRB5_CONFIG", "TZ"];

    /// <summary>Starts a program with this process's environment, changed as told.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: it is not there.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Info(program, arguments);
        start.WorkingDirectory = Home();
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    /// <summary>Starts a program with no more of this process's environment than ssh needs.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: it is not there.</exception>
    public static Process StartBare(string program, IEnumerable<string> arguments)
    {
        var start = Info(program, arguments);
        var passed = Passed.Where(start.Environment.ContainsKey).Select(name => (name, start.Environment[name])).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in passed)
        {
            start.Environment[name] = value;
        }

        // Its messages in English, its own commands by a POSIX shell, terminals of a kind that every machine knows.
        start.Environment["LC_ALL"] = "C";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["TERM"] = "xterm";
        return Start(start);
    }

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Directory.Exists(home) ? home : "/";
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"{start.FileName} cannot be run: {failure.Message}", failure);
        }
    }
}
