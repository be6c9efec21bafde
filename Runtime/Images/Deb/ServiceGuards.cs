using System.Text;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Images.Deb;

/// <summary>
/// Keeps packages from starting what they bring. Their scripts find these programs before the real ones (apt's <c>DPkg::Path</c>), so that
/// neither a <c>policy-rc.d</c> of the machine nor anything else of it has to be touched. What is there already goes on as it was:
/// it is neither restarted nor enabled.
/// </summary>
internal static class ServiceGuards
{
    private const string Start = "#!/bin/sh\n";
    private const string Decline = Start + "exit 0\n";

    private static readonly (string Name, string Script)[] Programs =
    [
        ("invoke-rc.d", Decline),
        ("deb-systemd-invoke", Decline),
        ("service", Decline),

        // "enable" would start the packaged service beside the pod's with the next boot.
        ("deb-systemd-helper", Start
            + "for word; do shift; case $word in enable|reenable) word=update-state;; esac; set -- \"$@\" \"$word\"; done\n"
            + Real("deb-systemd-helper")),
        ("update-rc.d", Start + "case $2 in defaults|enable) set -- \"$1\" defaults-disabled;; esac\n" + Real("update-rc.d")),
        ("systemctl", Start
            + "for word; do case $word in start|stop|restart|try-restart|reload|reload-or-restart|try-reload-or-restart|condrestart|"
            + "enable|reenable|preset|preset-all|isolate) exit 0;; esac; done\n"
            + Real("systemctl")),
    ];

    /// <summary>Writes them into a directory, which has to be the first of the search path.</summary>
    public static void Write(string directory)
    {
        PrivateDirectory.Create(directory);
        foreach (var (name, script) in Programs)
        {
            var path = Path.Combine(directory, name);
            StateFiles.Replace(path, Encoding.UTF8.GetBytes(script), durable: false);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    private static string Real(string name) => $"PATH={PackageTools.SearchPath} exec {name} \"$@\"\n";
}
