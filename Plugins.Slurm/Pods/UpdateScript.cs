namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Puts what an update brought into the directories of pods whose jobs run. For sh.</summary>
/// <remarks>
/// Arguments: for each pod its directory and the directory of the update. In the latter: <c>volumes/NAME</c>, a whole volume as it is laid out
/// everywhere, whose directory of files goes beside the present one and whose <c>..data</c> then takes the place of the present link in one rename;
/// <c>env/CONTAINER</c>, which counts from the next attempt on; <c>deadline</c>, in seconds.
/// </remarks>
internal static class UpdateScript
{
    public const string Text = """
        umask 077
        failed=0
        volume() {
          new=$1 old=$2
          [ -d "$old" ] || return 0
          was=$(readlink "$old/..data")
          is=$(readlink "$new/..data")
          if [ "$was" = "$is" ]; then return 0; fi
          rm -rf -- "$old/$is" && mv -T -- "$new/$is" "$old/$is" || return 1
          for link in "$new"/*; do
            [ -L "$link" ] || continue
            [ -e "$old/${link##*/}" ] || [ -L "$old/${link##*/}" ] || mv -T -- "$link" "$old/${link##*/}"
          done
          ln -sfn -- "$is" "$old/..data.new" && mv -fT -- "$old/..data.new" "$old/..data" || return 1
          for link in "$old"/*; do
            if [ -L "$link" ] && [ ! -e "$link" ]; then rm -f -- "$link"; fi
          done
          [ -z "$was" ] || rm -rf -- "${old:?}/$was"
        }
        update() {
          [ -d "$1" ] || return 0
          for volume in "$2"/volumes/*; do
            [ ! -d "$volume" ] || volume "$volume" "$1/volumes/${volume##*/}" || return 1
          done
          for file in "$2"/env/*; do
            [ ! -f "$file" ] || [ ! -d "$1/run/c/${file##*/}" ] || mv -fT -- "$file" "$1/run/c/${file##*/}/env" || return 1
          done
          if [ -f "$2/deadline" ]; then mkdir -p -- "$1/control" && mv -fT -- "$2/deadline" "$1/control/deadline" || return 1; fi
        }
        while [ $# -ge 2 ]; do
          update "$1" "$2" || failed=1
          rm -rf -- "$2"
          shift 2
        done
        exit $failed
        """;
}
