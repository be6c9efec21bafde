using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>Reads options of sbatch from a line, as its own command line takes them, and lets through what <see cref="FlagTable"/> allows. Pure.</summary>
internal static class FlagParser
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">Options: <c>-N2 --partition=gpu -t 10:00</c>.</param>
    /// <param name="field">The path of the field that holds the line.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The options by their long names, in order.</returns>
    public static IReadOnlyList<JobOption> Parse(string line, string field, Findings findings)
    {
        if (NulList.Problem(line) is { } problem)
        {
            findings.Add(field, problem);
            return [];
        }

        if (FlagWords.Split(line) is not { } words)
        {
            findings.Add(field, "Invalid value: a quote is not closed");
            return [];
        }

        var options = new List<JobOption>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Length < 2 || word[0] != '-' || word == "--")
            {
                findings.Add(field, $"Invalid value: \"{word}\": options of sbatch are expected, which begin with a dash");
                return options;
            }

            // sbatch takes --name=value, --name value, -Xvalue and -X value.
            var isLong = word[1] == '-';
            var equals = isLong ? word.IndexOf('=', StringComparison.Ordinal) : -1;
            var written = isLong ? word[2..(equals < 0 ? word.Length : equals)] : word[..2];
            var name = isLong ? written : FlagTable.LongNameOf(word[1]);
            if (name is null || FlagTable.KindOf(name) is not { } kind)
            {
                findings.Add(field, $"Unsupported value: \"{(isLong ? "--" : "")}{written}\" is no option of sbatch that pods may use");
                return options;
            }

            var value = equals >= 0 ? word[(equals + 1)..] : !isLong && word.Length > 2 ? word[2..] : null;
            if (kind is FlagKind.Value or FlagKind.Ignored && value is null)
            {
                if (++i == words.Count)
                {
                    findings.Add(field, $"Required value: \"{word}\" needs a value");
                    return options;
                }

                value = words[i];
            }

            if (kind == FlagKind.Switch && value is not null)
            {
                findings.Add(field, $"Invalid value: \"{word}\": the option takes no value");
                return options;
            }

            if (kind != FlagKind.Ignored)
            {
                options.Add(new JobOption { Name = name, Value = value });
            }
        }

        return options;
    }
}
