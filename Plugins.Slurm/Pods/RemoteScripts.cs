using System.Globalization;
using System.Text;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Users;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Small changes in the directories of pods, for several pods in one round trip.</summary>
internal static class RemoteScripts
{
    // Out of sight first: a directory that is half removed must not look like a pod.
    private const string Remove = """
        cd -- "$1" || exit 0
        shift
        for token; do
          [ ! -d "$token" ] || mv -f -- "$token" ".gone-$token" || exit 1
        done
        rm -rf -- .gone-* || { sleep 1; rm -rf -- .gone-*; }
        """;

    // Ages by the file system's own clock. What a job has claimed or written in was submitted; it is the pod's.
    private const string Sweep = """
        umask 077
        cd -- "$1" || exit 0
        age=$2
        shift 2
        : >.now && now=$(stat -c %Z .now) && rm -f .now || exit 1
        old() { made=$(stat -c %Z -- "$1" 2>/dev/null) && [ $((now - made)) -ge "$age" ]; }
        for left in .upload-* .gone-*; do
          if [ -d "$left" ] && old "$left"; then rm -rf -- "$left"; fi
        done
        for token; do
          if [ ! -L "$token/claim" ] && [ ! -e "$token/status" ] && old "$token/pod.json"; then
            mv -f -- "$token" ".gone-$token" && rm -rf -- ".gone-$token" && printf '%s\n' "$token"
          fi
        done
        """;

    private const string Stop = """
        umask 077
        cd -- "$1" || exit 0
        shift
        while [ $# -ge 2 ]; do
          if [ -d "$1" ]; then
            mkdir -p -- "$1/control" && printf '%s\n' "$2" >"$1/control/stop.new" && mv -f -- "$1/control/stop.new" "$1/control/stop" || exit 1
          fi
          shift 2
        done
        """;

    /// <summary>Removes the directories of pods.</summary>
    /// <param name="user">Whose they are.</param>
    /// <param name="tokens">Their names.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static Task RemoveAsync(RemoteUser user, IReadOnlyList<string> tokens, CancellationToken cancellationToken) =>
        RunAsync(user, "remove pods' directories", Remove, [user.Root, .. tokens], cancellationToken);

    /// <summary>Removes directories of pods that no job has begun to use, and what broken uploads and removals left.</summary>
    /// <param name="user">Whose they are.</param>
    /// <param name="age">How long they have to have been there.</param>
    /// <param name="tokens">Pods without a job.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The pods whose directories were removed.</returns>
    public static async Task<IReadOnlyList<string>> SweepAsync(RemoteUser user, TimeSpan age, IReadOnlyList<string> tokens, CancellationToken cancellationToken) =>
        (await RunAsync(user, "sweep pods' directories", Sweep, [user.Root, age.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), .. tokens], cancellationToken))
        .OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes how long the containers of pods still have.</summary>
    public static Task WriteStopsAsync(RemoteUser user, IReadOnlyList<(string Token, TimeSpan Grace)> stops, CancellationToken cancellationToken) => RunAsync(
        user,
        $"write {PodLayout.Stop}",
        Stop,
        [user.Root, .. stops.SelectMany(stop => (string[])[stop.Token, Math.Ceiling(Math.Max(0, stop.Grace.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture)])],
        cancellationToken);

    private static async Task<RemoteResult> RunAsync(RemoteUser user, string what, string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await user.Shell.RunAsync(
            new RemoteCommand { Arguments = ["sh", "-s", "--", .. arguments], StandardInput = Encoding.UTF8.GetBytes(script) }, cancellationToken);
        return result.ExitCode == 0
            ? result
            : throw new ProviderException(ErrorReason.Transient, $"Could not {what} on {user.Name}: {result.ErrorText}");
    }
}
