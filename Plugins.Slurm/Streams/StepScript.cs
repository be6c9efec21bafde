namespace Reeve.Plugins.Slurm.Streams;

/// <summary>
/// The programs that run a command in a container from outside: on the login node, where srun makes a step beside the job's others, and on the
/// compute node, where the job's own script enters the container.
/// </summary>
/// <remarks>
/// Words of the command go by a file, for whoever is on the login node sees all arguments there. So does its exit code: srun would tell about
/// each one that is not zero, in the middle of the command's own errors.
/// </remarks>
internal static class StepScript
{
    /// <summary>Keeps the words. For sh; its argument is the directory of the request, its input the words, each with a NUL.</summary>
    public const string Prepare = """
        umask 077
        mkdir -p -- "$1" && cat >"$1/argv"
        """;

    /// <summary>
    /// Runs the step. For sh; its arguments are the directory of the request, the pod's directory, the container, a directory of Slurm's commands or
    /// nothing, and then variables and options: <c>env</c>'s words, <c>srun</c> and its options.
    /// </summary>
    public const string Run = """
        request=$1 pod=$2 container=$3
        [ -z "$4" ] || PATH=$4:$PATH
        shift 4
        "$@" bash -c '
          printf "%s.%s\n" "$SLURM_JOB_ID" "$SLURM_STEP_ID" >"$1/step"
          words=()
          while IFS= read -r -d "" word; do words+=("$word"); done <"$1/argv"
          bash "$2/run/enter.sh" "$3" "${words[@]}"
          printf "%s\n" "$?" >"$1/code.new" && mv -f -- "$1/code.new" "$1/code"
        ' reeve-enter "$request" "$pod" "$container"
        code=$?
        if [ -s "$request/code" ]; then code=$(cat "$request/code"); elif [ $code -eq 0 ]; then code=255; fi
        rm -rf -- "$request"
        exit $code
        """;

    /// <summary>Waits until the step of a request runs, or is over. For sh; its argument is the directory of the request.</summary>
    public const string Wait = """
        while [ ! -s "$1/step" ] && [ -d "$1" ]; do sleep 0.1; done
        """;

    /// <summary>Ends the step of a request, and forgets it. For sh; arguments as before, without the pod's.</summary>
    public const string Cancel = """
        [ -z "$2" ] || PATH=$2:$PATH
        request=$1
        shift 2
        tries=0
        while [ ! -s "$request/step" ] && [ -d "$request" ] && [ $tries -lt 20 ]; do sleep 0.1; tries=$((tries + 1)); done
        [ ! -s "$request/step" ] || "$@" "$(cat "$request/step")"
        rm -rf -- "$request"
        """;
}
