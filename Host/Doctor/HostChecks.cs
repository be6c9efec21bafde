using System.Runtime.InteropServices;
using Reeve.Host.Agent;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Runtime.State;

namespace Reeve.Host.Doctor;

/// <summary>Checks of what every provider needs.</summary>
internal static class HostChecks
{
    /// <summary>The area of these checks.</summary>
    public static readonly DoctorArea Area = new("host");

    /// <summary>Runs them.</summary>
    public static IEnumerable<DoctorCheck> Run(Cli cli, LoadedConfiguration configuration)
    {
        yield return Area.Ok("system", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}");
        yield return cli.IsRoot
            ? Area.Ok("user", "root: containers can run as any user")
            : Area.Limited("user", "not root: containers run as this user; run reeve as root for runAsUser, fsGroup and limits");
        yield return Area.Ok("configuration", configuration.File ?? "none, the defaults apply");
        yield return CheckStateDirectory(StateDirectories.Resolve(configuration.Options, cli));
    }

    private static DoctorCheck CheckStateDirectory(string directory)
    {
        try
        {
            ControlPaths.SocketIn(directory);
            if (StateDirectory.FindHolder(directory) is { } holder)
            {
                return Area.Ok("state", $"{directory}, in use by the agent with process id {holder}");
            }

            var there = directory;
            while (!Directory.Exists(there))
            {
                there = File.Exists(there) ? throw new IOException($"{there} is a file, not a directory.") : Path.GetDirectoryName(there)!;
            }

            // Only the agent makes its directory; here it is enough that it could.
            var probe = Path.Combine(there, $".reeve-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var free = new DriveInfo(there).AvailableFreeSpace >> 20;
            return free < 100
                ? Area.Limited("state", $"{directory} has only {free} MiB left: free some space")
                : Area.Ok("state", $"{directory}, {free} MiB free");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ProviderException)
        {
            return Area.Lacking("state", $"{exception.Message} Choose another --state-dir.");
        }
    }
}
