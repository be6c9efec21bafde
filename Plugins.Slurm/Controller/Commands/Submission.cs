using System.Globalization;
using System.Text;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Calls sbatch for many jobs in one round trip.</summary>
internal static class Submission
{
    private static readonly ProviderException NotTried = new(ErrorReason.Transient, "The job was not submitted, because the controller did not take the one before it.");

    /// <summary>The script. For each job it prints a line with the separator and sbatch's exit code, then what sbatch said.</summary>
    public static StringBuilder Script(IReadOnlyList<JobSubmission> jobs, string separator)
    {
        // Once the controller does not answer, each further sbatch would wait for its own time limit.
        var patterns = string.Join('|', SlurmErrors.Unreachable.Select(text => $"*\"{text}\"*"));
        var script = new StringBuilder("submit() { o=$(slurm sbatch --parsable \"$@\" 2>&1); r=$?; printf '%s\\n' \"").Append(separator)
            .Append("$r\" \"$o\"; [ $r -eq 0 ] || case $r,$o in 124,*|").Append(patterns).Append(") exit 0;; esac; }\n");
        foreach (var job in jobs)
        {
            script.Append("submit");
            foreach (var argument in Arguments(job))
            {
                script.Append(' ').AppendWord(argument);
            }

            script.Append('\n');
        }

        return script.Append("exit 0\n");
    }

    /// <summary>sbatch's arguments for a job.</summary>
    public static IEnumerable<string> Arguments(JobSubmission job)
    {
        yield return $"--job-name={job.Name}";
        yield return $"--comment={job.Comment}";
        yield return $"--chdir={job.Directory}";
        yield return $"--output={job.OutputPath.Replace("%", "%%", StringComparison.Ordinal)}";
        foreach (var option in job.Options)
        {
            yield return option.Value is null ? $"--{option.Name}" : $"--{option.Name}={option.Value}";
        }

        yield return job.ScriptPath;
    }

    /// <summary>Reads what the script printed: one answer for each job.</summary>
    public static IReadOnlyList<JobSubmitted> Parse(RemoteResult result, string separator, int count, string description)
    {
        var answers = result.OutputText.Split(separator).Skip(1).Select(answer => Read(answer, description)).ToList();
        if (answers.Count == 0 && count > 0)
        {
            throw SlurmFailure.Make("sbatch", result, description);
        }

        return [.. answers.Take(count), .. Enumerable.Repeat(new JobSubmitted { Refusal = NotTried }, Math.Max(0, count - answers.Count))];
    }

    private static JobSubmitted Read(string answer, string description)
    {
        var end = answer.IndexOf('\n', StringComparison.Ordinal);
        var code = (int)(SlurmText.Number(end < 0 ? answer : answer[..end]) ?? 255);
        var text = end < 0 ? "" : answer[(end + 1)..].Trim();
        if (code != 0)
        {
            return new JobSubmitted { Refusal = SlurmFailure.Make("sbatch", code, text, description) };
        }

        // Warnings come before the id, which is the number alone, or with the cluster's name after a semicolon.
        var last = text.Split('\n')[^1];
        return SlurmText.Number(last.Split(';')[0]) is { } id
            ? new JobSubmitted { JobId = id }
            : new JobSubmitted { Refusal = new ProviderException(ErrorReason.Transient, string.Create(CultureInfo.InvariantCulture, $"sbatch on {description} did not name the job: {SlurmFailure.OneLine(text)}")) };
    }
}
