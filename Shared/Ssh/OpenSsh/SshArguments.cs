using System.Globalization;
using Reeve.Ssh.Processes;

namespace Reeve.Ssh.OpenSsh;

/// <summary>The arguments of ssh.</summary>
internal sealed class SshArguments(OpenSshOptions options, string configuration)
{
    // No name of a host: a client of a master needs none, and this one leads nowhere.
    private const string Nowhere = "reeve-master";

    /// <summary>Connects, and stays as a master behind a socket: the process ends with 0 once that works.</summary>
    public IEnumerable<string> Master(SshHost host, string socket, string log) =>
    [
        "-F", configuration, "-f", "-N", "-T", "-E", log, "-o", "LogLevel=ERROR",
        "-o", "ControlMaster=yes", "-o", $"ControlPath={socket}", "-o", $"ControlPersist={SshConfiguration.Seconds(options.Persist)}",
        .. Target(host),
    ];

    /// <summary>Learns a host's key into a file, without saying who one is.</summary>
    public IEnumerable<string> Scan(SshHost host, string file) =>
    [
        "-F", configuration, "-T", "-o", "LogLevel=ERROR", "-o", "StrictHostKeyChecking=accept-new", "-o", $"UserKnownHostsFile={file}",
        "-o", "GlobalKnownHostsFile=none", "-o", "HashKnownHosts=no", "-o", "PreferredAuthentications=none", "-o", "ControlPath=none",
        .. Target(host), "exit",
    ];

    /// <summary>Runs a command through a master; without one, writes a marker instead of connecting.</summary>
    public static IEnumerable<string> Command(string socket, bool tty, string command, MarkerFilter markers) =>
        [.. Client(socket), tty ? "-tt" : "-T", "-o", $"ProxyCommand={Instead(markers)}", Nowhere, command];

    // By a shell inside the one that ssh makes: its output stays open until it has written, and ssh waits for that.
    private static string Instead(MarkerFilter markers) => $"/bin/sh -c \"printf '{markers.Format(MarkerKind.NoSession)}' >&2\"";

    /// <summary>Joins standard input and output to a TCP connection from the other side; tells on standard error when it stands.</summary>
    public static IEnumerable<string> Connect(string socket, string host, int port) =>
    [
        .. Client(socket, "DEBUG1"), "-o", "ProxyCommand=false",
        "-W", string.Create(CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}"), Nowhere,
    ];

    /// <summary>Asks a master: <c>check</c>, <c>exit</c>.</summary>
    public static IEnumerable<string> Ask(string socket, string verb) => [.. Client(socket), "-o", "ProxyCommand=false", "-O", verb, Nowhere];

    private static IEnumerable<string> Client(string socket, string level = "ERROR") =>
        ["-F", "none", "-o", "ControlMaster=no", "-o", $"ControlPath={socket}", "-o", "BatchMode=yes", "-o", $"LogLevel={level}"];

    private IEnumerable<string> Target(SshHost host)
    {
        if (options.User is { } user)
        {
            yield return "-l";
            yield return user;
        }

        if (host.Port is { } port)
        {
            yield return "-p";
            yield return port.ToString(CultureInfo.InvariantCulture);
        }

        if (options.ProxyJump is { } jump)
        {
            yield return "-J";
            yield return jump;
        }

        yield return "--";
        yield return host.Name;
    }
}
