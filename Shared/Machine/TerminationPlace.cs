using Microsoft.Extensions.Logging;

namespace Reeve.Machine;

/// <summary>
/// The place at which nearly every container finds its termination message. Nobody but Kubernetes has such a file, and to show it in
/// one container alone takes a /dev of its own: a copy of about a hundred mounts, which costs more than all the rest of a
/// start. Where /dev is in memory and ours to change, an empty file there serves all containers as the place to mount on.
/// </summary>
public static partial class TerminationPlace
{
    private const string Devices = "/dev";
    private const string Place = "/dev/termination-log";
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes the place if it is not there. Where that cannot be done containers get a /dev of their own.</summary>
    public static void Make(ILogger logger)
    {
        if (OperatingSystem.IsWindows() || File.Exists(Place))
        {
            return;
        }

        try
        {
            // Never on a disk: what is in memory is gone with the next start of the machine.
            if (new DriveInfo(Devices).DriveFormat is "tmpfs" or "devtmpfs")
            {
                using var file = new FileStream(
                    Place, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ReadByAll });
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotMade(logger, exception.Message);
        }
    }

    [LoggerMessage(3302, LogLevel.Debug, "/dev/termination-log cannot be made ({Reason}); each container gets a /dev of its own instead.")]
    private static partial void LogNotMade(ILogger logger, string reason);
}
