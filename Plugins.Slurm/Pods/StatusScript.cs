namespace Reeve.Plugins.Slurm.Pods;

/// <summary>
/// The program that tells of changes in the directories of pods. It runs on a login node as long as the agent is connected, and ends with its
/// input. Nothing passes over the wire while nothing changes.
/// </summary>
/// <remarks>
/// It reads lines <c>NUMBER all</c> and <c>NUMBER get TOKEN...</c>, and between them looks once in a while for markers in <c>.changed</c>, which
/// jobs leave there after each change of their status. It writes records: a line <c>KIND TOKEN LENGTH</c>, that many bytes, and a newline.
/// <c>P</c>: the pod's identity, <c>S</c>: its status, <c>O</c>: the end of what the batch script itself wrote, <c>G</c>: no such directory,
/// <c>D NUMBER 0</c>: a request is answered. A marker is removed before the status is read: what is written between leaves a new one.
/// </remarks>
internal static class StatusScript
{
    /// <summary>The script, for bash; its arguments are the directory of pods and the seconds between looks.</summary>
    public const string Text = """
        LC_ALL=C
        umask 077
        mkdir -p -- "$1/.changed" && cd -- "$1" || exit 3
        emit() {
          printf '%s %s %s\n%s\n' "$1" "$2" "${#3}" "$3"
        }
        file() {
          local content=
          [ -f "$3" ] || return 0
          IFS= read -r -d '' content 2>/dev/null <"$3"
          emit "$1" "$2" "$content"
        }
        tell() {
          if [ ! -d "$1" ]; then emit G "$1" ''; return; fi
          [ "$2" = change ] || file P "$1" "$1/pod.json"
          file S "$1" "$1/status"
          [ "$2" != get ] || emit O "$1" "$(tail -c 2048 -- "$1/job.out" 2>/dev/null)"
        }
        rest=
        while :; do
          line=
          IFS= read -r -t "$2" line
          code=$?
          if [ $code -gt 128 ]; then rest=$rest$line; line=
          elif [ $code -ne 0 ]; then exit 0
          else line=$rest$line; rest=
          fi
          if [ -n "$line" ]; then
            set -f; set -- "$1" "$2" $line; set +f
            number=$3; what=$4
            if [ "$what" = all ]; then
              rm -f .changed/*
              for directory in *; do [ ! -d "$directory" ] || tell "$directory" all; done
            else
              root=$1; pause=$2; shift 4
              for directory; do tell "$directory" get; done
              set -- "$root" "$pause"
            fi
            set -- "$1" "$2"
            emit D "$number" ''
          fi
          for marker in .changed/*; do
            [ -e "$marker" ] || continue
            rm -f -- "$marker"
            tell "${marker#.changed/}" change
          done
        done
        """;
}
