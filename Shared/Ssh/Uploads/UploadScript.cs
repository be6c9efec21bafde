using System.Globalization;
using System.Security.Cryptography;

namespace Reeve.Ssh.Uploads;

/// <summary>
/// What receives an archive: stores it beside its destination, verifies it, unpacks it there, and gives each tree its name by a rename.
/// POSIX shell, coreutils and tar. Arguments: the digest, then for each group its parent directory and for each of its trees <c>keep</c> or
/// <c>replace</c> and the name, then <c>end</c>.
/// </summary>
internal static class UploadScript
{
    /// <summary>Exit code: what arrived is not what was sent.</summary>
    public const int Mangled = 90;

    private const string Text = """
        set -u
        umask 077
        LC_ALL=C; export LC_ALL
        digest=$1; unique=$2; shift 2
        store=; places=
        parent=$1
        mkdir -p -- "$parent" || exit 91
        store=$parent/.upload-$unique
        mkdir -- "$store" || exit 91
        trap 'rm -rf -- "$store"' EXIT
        trap 'exit 92' HUP INT TERM PIPE
        cat >"$store/archive" || exit 91
        found=$(sha256sum <"$store/archive") || exit 91
        [ "${found%% *}" = "$digest" ] || exit 90
        group=0
        while [ $# -gt 0 ]; do
          parent=$1; shift
          place=$store
          if [ "$group" -gt 0 ]; then
            mkdir -p -- "$parent" || exit 91
            place=$parent/.upload-$unique-$group
            mkdir -- "$place" || exit 91
          fi
          tar -xpof "$store/archive" -C "$place" "$group" || { rm -rf -- "$place"; exit 91; }
          tree=0; failed=
          while [ "$1" != end ]; do
            new=$place/$group/$tree; name=$parent/$2
            if [ "$1" = keep ]; then
              [ -e "$name" ] || mv -T -- "$new" "$name" || [ -e "$name" ] || failed=1
            elif [ ! -e "$name" ] && mv -T -- "$new" "$name"; then :
            elif mv --exchange -T -- "$new" "$name" 2>/dev/null; then :
            elif mv -T -- "$name" "$new.old"; then
              mv -T -- "$new" "$name" || { failed=1; mv -T -- "$new.old" "$name"; }
            else failed=1; fi
            tree=$((tree + 1)); shift 2
          done
          shift
          [ "$place" = "$store" ] || rm -rf -- "$place"
          [ -z "$failed" ] || exit 91
          group=$((group + 1))
        done
        """;

    /// <summary>The command that receives an archive on its input.</summary>
    public static RemoteCommand Receive(IReadOnlyList<UploadGroup> groups, string digest) => new()
    {
        Arguments =
        [
            "/bin/sh", "-c", Text, "sh", digest, RandomNumberGenerator.GetHexString(16, lowercase: true),
            .. groups.SelectMany(group => group.Trees.SelectMany(Words).Prepend(group.Parent).Append("end")),
        ],
    };

    /// <summary>The failure that an exit code and errors mean.</summary>
    public static ProviderException Failure(string description, int exitCode, string error)
    {
        var reason = exitCode == Mangled ? ErrorReason.Transient
            : error.Contains("No space left on device", StringComparison.Ordinal) || error.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase) ? ErrorReason.Exhausted
            : error.Contains("Permission denied", StringComparison.Ordinal) || error.Contains("Read-only file system", StringComparison.Ordinal) ? ErrorReason.Denied
            : ErrorReason.Transient;
        var message = exitCode == Mangled ? "what arrived is not what was sent" : error;
        return new ProviderException(reason, string.Create(CultureInfo.InvariantCulture, $"Files could not be written on {description} (exit code {exitCode}): {message}"));
    }

    private static IEnumerable<string> Words(RemoteTree tree) => [tree.KeepExisting ? "keep" : "replace", tree.Directory[(tree.Directory.LastIndexOf('/') + 1)..]];
}
