using System.Globalization;
using System.Runtime.Versioning;
using Reeve.Kubernetes;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>Directories that programs write log files in: of the user that they run as.</summary>
[UnsupportedOSPlatform("windows")]
internal static class LogDirectories
{
    private const UnixFileMode Mode = (UnixFileMode)0x1ed; // 0755

    /// <summary>Makes one if it is not there. It stays when its pod goes, as logs do.</summary>
    /// <exception cref="ProviderException">It cannot be made.</exception>
    public static void Make(string path, SecurityContext? security)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(path, Mode);
            if (Owner(security) is { } user && OperatingSystem.IsLinux() && ProcessGroups.IsRoot)
            {
                using var directory = DirectoryHandle.Open(path);
                if (Libc.ChangeOwner(directory.Handle, user, uint.MaxValue) != 0)
                {
                    throw Errno.Last().ToException("change the owner of", path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Denied, $"The directory for log files {path} cannot be made: {e.Message}", e);
        }
    }

    private static uint? Owner(SecurityContext? security) =>
        security?.RunAsUser is >= 0 and < uint.MaxValue and var number ? (uint)number
        : security?.WindowsOptions?.RunAsUserName is { } name && File.Exists("/etc/passwd")
            && File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[0] == name) is { } account
            && uint.TryParse(account[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id
        : null;
}
