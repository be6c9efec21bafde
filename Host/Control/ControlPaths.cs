using System.Text;

namespace Reeve.Host.Control;

/// <summary>Where the control socket lies.</summary>
internal static class ControlPaths
{
    /// <summary>The protocol that an exec request upgrades to.</summary>
    public const string ExecProtocol = "reeve-exec";

    // sun_path of unix(7), with its closing zero.
    private const int LongestPath = 107;

    /// <summary>The socket of a state directory.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the path is too long for a socket.</exception>
    public static string SocketIn(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "agent.sock");
        return Encoding.UTF8.GetByteCount(path) <= LongestPath
            ? path
            : throw new ProviderException(
                ErrorReason.Invalid,
                $"The state directory {stateDirectory} is too long for the path of a socket; choose one of at most {LongestPath - 11} bytes with --state-dir.");
    }

    /// <summary>The name under which a socket is made before it is moved to its place; no longer than that.</summary>
    /// <param name="socket">Its place.</param>
    public static string OpenedAs(string socket) => Path.Combine(Path.GetDirectoryName(socket)!, ".agent.new");
}
