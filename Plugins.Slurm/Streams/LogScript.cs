namespace Reeve.Plugins.Slurm.Streams;

/// <summary>
/// The program that sends one attempt's output from the shared file system: as much as was asked for, and then, following, what comes. It runs on
/// a login node and ends with its input.
/// </summary>
/// <remarks>
/// The job's index says when each stream had which size: lines <c>MICROSECONDS OUT ERR</c>. The program writes blocks of a line
/// <c>B INDEX OUT ERR</c>, so many bytes of the index (whole lines), of standard output and of standard error; what is not indexed yet comes last,
/// in a block without index. <c>C</c>: all that was there has been sent; <c>E</c>: the end. The line <c>end</c> in its input ends the following.
/// Files are opened anew for each look, which is what makes a network file system show what another machine wrote.
/// </remarks>
internal static class LogScript
{
    /// <summary>Exit code where there is no such attempt.</summary>
    public const int NoSuchAttempt = 44;

    /// <summary>How many bytes a block has at most, of each stream.</summary>
    public const int MaxBlock = 1 << 20;

    /// <summary>
    /// The script, for bash. Its arguments: the files' common path, how many lines from the end or <c>all</c>, the time in microseconds from which
    /// on or 0, <c>follow</c> or <c>once</c>, and the seconds between looks.
    /// </summary>
    public const string Text = """
        LC_ALL=C
        base=$1 tail=$2 since=$3 mode=$4 pause=$5 most=1048576
        [ -f "$base.out" ] || exit 44
        size() { SIZE=0; [ ! -f "$1" ] || SIZE=$(wc -c <"$1"); }
        cut() { [ "$3" -le 0 ] || dd if="$1" bs=65536 skip="$2" count="$3" iflag=skip_bytes,count_bytes,fullblock status=none; }
        least() { LEAST=$(($1 < $2 ? $1 : $2)); }
        # Where the last lines begin.
        from_end() {
          local bytes
          size "$1"
          bytes=$(tail -n "$tail" -- "$1" 2>/dev/null | wc -c)
          FROM=$((SIZE > bytes ? SIZE - bytes : 0))
        }
        # Back to the beginning of the line that a position is in.
        line_start() {
          local text back
          least "$2" 65536; back=$LEAST
          text=$(cut "$1" $(($2 - back)) "$back" | tr -d '\000'; printf x)
          text=${text%x}
          text=${text##*$'\n'}
          START=$(($2 - ${#text}))
        }
        # The job drops the beginning of what becomes too long: from the next whole line on.
        skip_cut() {
          local a= b= line
          [ -f "$base.cut" ] || return 0
          read -r a b <"$base.cut" || return 0
          if [ "$a" -gt "$o" ]; then IFS= read -r line < <(cut "$base.out" "$a" 65536); o=$((a + ${#line} + 1)); fi
          if [ "$b" -gt "$e" ]; then IFS= read -r line < <(cut "$base.err" "$b" 65536); e=$((b + ${#line} + 1)); fi
        }
        block() {
          printf 'B %s %s %s\n%s' "${#1}" $(($2 - o)) $(($3 - e)) "$1"
          cut "$base.out" "$o" $(($2 - o))
          cut "$base.err" "$e" $(($3 - e))
          o=$2 e=$3
        }
        # What one entry of the index stands for, in pieces that fit.
        pieces() {
          local x y
          while [ $(($2 - o)) -gt $most ] || [ $(($3 - e)) -gt $most ]; do
            least "$2" $((o + most)); x=$LEAST
            least "$3" $((e + most)); y=$LEAST
            block "${1:+$1 $x $y$'\n'}" "$x" "$y"
          done
        }
        # Sends what the index tells; false if there was nothing new.
        look() {
          local text line lines= outs errs x y
          [ -f "$base.idx" ] || return 1
          skip_cut
          x=$o y=$e
          text=$(cut "$base.idx" "$i" 65536; printf x)
          text=${text%x}
          # Whole lines alone.
          text=${text%"${text##*$'\n'}"}
          [ -n "$text" ] || return 1
          size "$base.out"; outs=$SIZE
          size "$base.err"; errs=$SIZE
          local before=$i
          while IFS= read -r line; do
            set -- $line
            # The index may be seen before what it tells of.
            [ $# -eq 3 ] && [ "$2" -le "$outs" ] && [ "$3" -le "$errs" ] || break
            i=$((i + ${#line} + 1))
            if [ "$1" -lt "$since" ]; then
              # No end of line of its own: what began before goes on after.
              [ "$2" -le "$o" ] || { line_start "$base.out" "$2"; o=$START; x=$o; }
              [ "$3" -le "$e" ] || { line_start "$base.err" "$3"; e=$START; y=$e; }
              continue
            fi
            [ "$2" -gt "$o" ] || [ "$3" -gt "$e" ] || continue
            if [ $(($2 - o)) -gt $most ] || [ $(($3 - e)) -gt $most ]; then
              [ -z "$lines" ] || block "$lines" "$x" "$y"
              lines=
              pieces "$1" "$2" "$3"
            fi
            lines=$lines$1' '$2' '$3$'\n' x=$2 y=$3
          done <<<"${text%$'\n'}"
          [ -z "$lines" ] || block "$lines" "$x" "$y"
          [ "$i" -gt "$before" ]
        }
        rest() {
          skip_cut
          size "$base.out"; local x=$SIZE
          size "$base.err"; local y=$SIZE
          pieces '' "$x" "$y"
          [ "$x" -le "$o" ] && [ "$y" -le "$e" ] || block '' "$x" "$y"
        }
        o=0 e=0 i=0
        if [ "$tail" != all ]; then
          from_end "$base.out"; o=$FROM
          from_end "$base.err"; e=$FROM
        fi
        while look; do :; done
        if [ "$mode" = follow ]; then
          printf 'C\n'
          command=
          while [ "$command" != end ]; do
            IFS= read -r -t "$pause" command
            code=$?
            if [ $code -gt 128 ]; then command=; elif [ $code -ne 0 ]; then exit 0; fi
            while look; do :; done
          done
        fi
        rest
        printf 'E\n'
        """;
}
